import production from "../../environments/noveu-noord";
import { azure, backupRestore, defineEnvironment, stage, type EnvironmentFacts } from "../../environments/schema";
import { attributesOf, synthesizeWithoutCharts, type StackFile, type Synthesis } from "./fixtures/synthesis";

const synthesis = synthesizeWithoutCharts(production);

const { recovery } = production.facts;
if (recovery.kind !== "warm-standby") throw new Error("the sample environment has no warm standby");
const afterFailover = synthesizeWithoutCharts(
  defineEnvironment({ ...production.facts, recovery: { ...recovery, active: "standby" } }),
);

const [keys, primary, standby] = [
  "noveu-noord-keys",
  "noveu-noord-infrastructure-swedencentral",
  "noveu-noord-infrastructure-germanywestcentral",
];

const infrastructures = (run: Synthesis): readonly StackFile[] => [primary, standby].map((stack) => run.file(stack));
const everywhere = (type: string, run = synthesis) => infrastructures(run).flatMap((file) => attributesOf(file, type));

/** Accounts of a stack: where each stands, and how its lock begins. */
const accounts = (stack: string, run = synthesis) =>
  attributesOf(run.file(stack), "azurerm_storage_account").map(({ name, location }) => [
    String(name).replace(/[0-9a-f]{16}$/, ""),
    location,
  ]);

test("credentials come from the environment of whoever applies, the subscription from the facts, and nothing is purged", () => {
  const [provider] = synthesis.file(primary).provider["azurerm"] ?? [];
  expect(provider).toMatchObject({
    subscription_id: "00000000-0000-0000-0000-000000000002",
    storage_use_azuread: true,
    resource_provider_registrations: "none",
    features: [
      {
        key_vault: [{ purge_soft_delete_on_destroy: false }],
        storage: [{ data_plane_available: false }],
        resource_group: [{ prevent_deletion_if_contains_resources: true }],
      },
    ],
  });
  for (const word of ["client_secret", "access_key", "sas_token"]) {
    expect(
      infrastructures(synthesis)
        .map(({ text }) => text)
        .join(""),
    ).not.toContain(`"${word}"`);
  }
});

test.each([keys, primary, standby])("%s looks at the account before anything is changed", (stack) => {
  expect(Object.values(synthesis.file(stack).data["azurerm_subscription"] ?? {})).toEqual([
    {
      lifecycle: {
        postcondition: [
          expect.objectContaining({
            condition: '${self.subscription_id == "00000000-0000-0000-0000-000000000002" && self.state == "Enabled"}',
          }),
        ],
      },
    },
  ]);
});

test("the state is a blob whose lease locks it, in a region of its own, and no key opens it", () => {
  expect(synthesis.file(primary).terraform.backend).toEqual({
    azurerm: {
      storage_account_name: "noveunoordstate",
      container_name: "tfstate",
      key: `${primary}.tfstate`,
      use_azuread_auth: true,
    },
  });
});

test("clusters are logged in to with a token fetched anew for each run", () => {
  const [provider] = synthesis.file("noveu-noord-operators-swedencentral").provider["kubernetes"] ?? [];
  expect(provider).toMatchObject({
    exec: [
      {
        command: "kubelogin",
        args: expect.arrayContaining(["get-token", "--server-id", "6dae42f8-4368-4678-94ff-3960e28e3630"]),
      },
    ],
  });
});

test("the primary makes the account beside it; every backup comes from the standby's stack", () => {
  expect([...accounts(primary)].sort()).toEqual([
    ["logs", "swedencentral"],
    ["objects", "swedencentral"],
    ["records", "swedencentral"],
  ]);
  expect([...accounts(standby)].sort()).toEqual([
    ["archive", "francecentral"],
    ["archive", "germanywestcentral"],
    ["locked", "francecentral"],
    ["locked", "germanywestcentral"],
    ["logs", "germanywestcentral"],
    ["objects", "germanywestcentral"],
    ["records", "germanywestcentral"],
  ]);
});

test("each account is encrypted by a vault in its own region: no backup burns with the key of the site it covers", () => {
  for (const file of infrastructures(synthesis)) {
    const vaults = file.resource["azurerm_key_vault"] ?? {};
    const vaultKeys = file.resource["azurerm_key_vault_key"] ?? {};
    for (const account of attributesOf(file, "azurerm_storage_account")) {
      const key = /azurerm_key_vault_key\.([\w-]+)\./.exec(JSON.stringify(account["customer_managed_key"]))?.[1] ?? "";
      const vault = /azurerm_key_vault\.([\w-]+)\./.exec(String(vaultKeys[key]?.["key_vault_id"]))?.[1] ?? "";
      expect(vaults[vault]?.["location"]).toBe(account["location"]);
    }
  }
});

test("no two keys share a vault, and none of them unseals", () => {
  const all = [keys, primary, standby].flatMap((stack) =>
    attributesOf(synthesis.file(stack), "azurerm_key_vault_key").map(
      ({ key_vault_id }) => `${stack} ${String(key_vault_id)}`,
    ),
  );
  expect(new Set(all).size).toBe(all.length);
  expect(attributesOf(synthesis.file(keys), "azurerm_key_vault")).toEqual([
    expect.objectContaining({ location: "francecentral" }),
  ]);
});

test("archives, their copies and records are locked for good in production, and nowhere else", () => {
  const locks = (run: Synthesis, stack: string) =>
    attributesOf(run.file(stack), "azurerm_storage_container_immutability_policy").map(
      ({ immutability_period_in_days: days, locked }) => [days, locked],
    );
  const every = (final: boolean) => [...[1, 2, 3, 4].map(() => [35, final]), [1096, final], [1096, final]];
  expect(locks(synthesis, standby)).toEqual(every(true));
  expect(locks(synthesis, primary)).toEqual([
    [1096, true],
    [1096, true],
  ]);
  const rehearsal = stage(production, { name: "uebung" });
  expect(locks(synthesizeWithoutCharts(rehearsal), "uebung-infrastructure-germanywestcentral")).toEqual(every(false));
});

const copies = (run: Synthesis) =>
  [primary, standby].flatMap((stack) =>
    attributesOf(run.file(stack), "azurerm_storage_object_replication").flatMap(({ rules }) => {
      const each: readonly { readonly source_container_name: string; readonly destination_container_name: string }[] =
        JSON.parse(JSON.stringify(rules));
      return each.map((rule) => `${rule.source_container_name} > ${rule.destination_container_name}`);
    }),
  );

test("objects are copied to the standby, archives to their locked copies, each into another region", () => {
  expect([...copies(synthesis)].sort()).toEqual([
    "noveu-noord-archive-germanywestcentral > noveu-noord-locked-germanywestcentral",
    "noveu-noord-archive-swedencentral > noveu-noord-locked-swedencentral",
    "noveu-noord-audit-swedencentral > noveu-noord-audit-germanywestcentral",
    "noveu-noord-files-swedencentral > noveu-noord-files-germanywestcentral",
    "noveu-noord-mail-swedencentral > noveu-noord-mail-germanywestcentral",
    "noveu-noord-media-swedencentral > noveu-noord-media-germanywestcentral",
    "noveu-noord-platform-audit-swedencentral > noveu-noord-platform-audit-germanywestcentral",
    "noveu-noord-settings-swedencentral > noveu-noord-settings-germanywestcentral",
  ]);
});

test("the site that takes over names nothing of the one that is gone", () => {
  const { text } = afterFailover.file(standby);
  // What stands at the primary bears its name at the end of a group or a network.
  expect(text).not.toMatch(/noveu-noord-(?:objects-)?swedencentral/);
  expect(copies(afterFailover).filter((copy) => /audit|files|mail|media/.test(copy))).toEqual([]);
});

test("no role holds for more than a container, a key, a network, an address, a set of disks or the cluster itself", () => {
  const scopes = everywhere("azurerm_role_assignment").map(({ scope }) =>
    String(scope)
      .replace(/^\$\{([a-z_]+)\..*\}$/, "$1")
      .replace(/^.*\/(containers)\/[a-z0-9-]+$/, "$1"),
  );
  expect(new Set(scopes)).toEqual(
    new Set([
      "containers",
      "azurerm_key_vault_key",
      "azurerm_virtual_network",
      "azurerm_public_ip",
      "azurerm_disk_encryption_set",
      "azurerm_kubernetes_cluster",
    ]),
  );
});

test("each identity of pods is bound to service accounts of its own cluster, and the secrets servers' to the snapshots' as well", () => {
  for (const stack of [primary, standby]) {
    const bound = attributesOf(synthesis.file(stack), "azurerm_federated_identity_credential");
    expect(bound.map(({ subject }) => subject).sort()).toEqual([
      "system:serviceaccount:audit:objects-audit",
      "system:serviceaccount:audit:read-objects",
      "system:serviceaccount:chat:objects-media",
      "system:serviceaccount:chat:read-objects",
      "system:serviceaccount:config:objects-settings",
      "system:serviceaccount:config:read-objects",
      "system:serviceaccount:databases:postgres",
      "system:serviceaccount:databases:restore-drill",
      "system:serviceaccount:dumps:dumps",
      "system:serviceaccount:files:objects-files",
      "system:serviceaccount:files:read-objects",
      "system:serviceaccount:loki:loki",
      "system:serviceaccount:mail:objects-mail",
      "system:serviceaccount:mail:read-objects",
      // The seal's, and that of whoever carries snapshots: the drill fetches one.
      "system:serviceaccount:openbao:openbao",
      "system:serviceaccount:openbao:openbao",
      "system:serviceaccount:openbao:snapshots",
      "system:serviceaccount:platform-audit:objects-platform-audit",
      "system:serviceaccount:platform-audit:read-objects",
    ]);
    for (const { issuer, audience } of bound) {
      expect(issuer).toMatch(/^\$\{azurerm_kubernetes_cluster\..*\.oidc_issuer_url\}$/);
      expect(audience).toEqual(["api://AzureADTokenExchange"]);
    }
  }
});

test("what compares copies may read its service's containers at its own site, whichever serves, and nothing else", () => {
  for (const [made, sites] of [
    [synthesis, ["swedencentral", "germanywestcentral"]],
    [afterFailover, ["germanywestcentral"]],
  ] as const) {
    for (const site of sites) {
      const read = attributesOf(made.file(`noveu-noord-infrastructure-${site}`), "azurerm_role_assignment").filter(
        ({ principal_id: principal }) => String(principal).includes("identity-read-"),
      );
      expect(read.map(({ role_definition_name: role }) => role)).toEqual(read.map(() => "Storage Blob Data Reader"));
      expect(
        read
          .map(({ principal_id: principal, scope }) => [
            /identity-read-(.*)_identity/.exec(String(principal))?.[1],
            String(scope).split("/").at(-1),
          ])
          .sort(),
      ).toEqual(
        [
          ["audit", "audit"],
          ["chat", "media"],
          ["config", "settings"],
          ["files", "files"],
          ["mail", "mail"],
          ["platform-audit", "platform-audit"],
        ].map(([service, bucket]) => [service, `noveu-noord-${String(bucket)}-${site}`]),
      );
    }
  }
});

test("pods are told which identity they act with, and no key to object storage is made anywhere", () => {
  const operators = synthesis.file("noveu-noord-operators-swedencentral");
  const maps = attributesOf(operators, "kubernetes_config_map_v1");
  expect(maps.length).toBeGreaterThan(5);
  for (const { data } of maps) {
    expect(data).toMatchObject({
      "identity-archive": expect.stringContaining("outputs.user_archive"),
      "identity-mail-mail": expect.stringContaining("outputs.user_mail_mail"),
      "identity-read-mail": expect.stringContaining("outputs.user_read_mail"),
      "identity-snapshots": expect.stringContaining("outputs.user_snapshots"),
    });
    expect(data).not.toHaveProperty("identity-restore");
  }
  const trust = synthesis.file("noveu-noord-trust");
  expect(JSON.stringify(trust.resource["vault_kv_secret_v2"] ?? {})).not.toMatch(/access-key|bucket-/);
});

test("the keys of a gateway are its namespace's to make, and nobody else's", () => {
  const policies = attributesOf(synthesis.file("noveu-noord-trust"), "vault_policy");
  const writers = policies.filter(({ policy }) =>
    /data\/mail\/bucket-mail" \{\n\s*capabilities = \["create"/.test(String(policy)),
  );
  expect(writers).toHaveLength(1);
});

test("OpenBao unseals as itself, by a private address, from a vault at neither site", () => {
  const operators = synthesis.file("noveu-noord-operators-swedencentral");
  expect(attributesOf(operators, "azurerm_role_assignment")).toEqual([
    expect.objectContaining({
      role_definition_name: "Key Vault Crypto Service Encryption User",
      scope: expect.stringMatching(/resourceGroups\/noveu-noord-keys\/.*\/keys\//),
    }),
  ]);
  expect(attributesOf(operators, "azurerm_private_endpoint")).toEqual([
    expect.objectContaining({
      location: "swedencentral",
      private_service_connection: expect.objectContaining({ subresource_names: ["vault"] }),
    }),
  ]);
  expect(attributesOf(operators, "kubernetes_service_account_v1")).toEqual([
    expect.objectContaining({
      metadata: {
        name: "openbao",
        namespace: "openbao",
        annotations: { "azure.workload.identity/client-id": expect.stringContaining("client_id}") },
      },
    }),
  ]);
});

test("the load balancer takes the site's own address and leaves senders' addresses in place", () => {
  const [service] = attributesOf(synthesis.file("noveu-noord-operators-swedencentral"), "kubernetes_service_v1");
  expect(service).toMatchObject({ spec: { external_traffic_policy: "Local", type: "LoadBalancer" } });
  expect(service).not.toHaveProperty("spec.load_balancer_ip");
  expect(synthesis.file(primary).output["load_balancer_annotations"]).toMatchObject({
    value: {
      "service.beta.kubernetes.io/azure-load-balancer-resource-group": expect.any(String),
      "service.beta.kubernetes.io/azure-pip-name": "noveu-noord-swedencentral-entry",
      "service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout": "30",
    },
  });
});

test("a single site keeps its archive, and a copy of its objects, in the off-site region", () => {
  const facts: EnvironmentFacts = {
    ...production.facts,
    name: "basis",
    recovery: backupRestore({ offsite: "polandcentral", accepts: recovery.accepts ?? [] }),
  };
  const alone = synthesizeWithoutCharts(defineEnvironment(facts));
  expect([...accounts("basis-infrastructure-swedencentral", alone)].sort()).toEqual([
    ["archive", "polandcentral"],
    ["copies", "polandcentral"],
    ["logs", "swedencentral"],
    ["objects", "swedencentral"],
    ["records", "swedencentral"],
    ["twins", "polandcentral"],
  ]);
});

test("facts that Azure would refuse half-way are refused before, all at once", () => {
  const site = azure({
    region: "swedencentral",
    subscription: "00000000-0000-0000-0000-000000000002",
    network: "172.30.0.0/16",
    operators: ["10.99.0.0/24"],
  });
  const wrong = defineEnvironment({
    ...production.facts,
    site,
    state: { bucket: "noord-state", region: "westeurope" },
  });
  expect(() => synthesizeWithoutCharts(wrong)).toThrow(
    /3 mistakes[\s\S]*site\.network[\s\S]*site\.operators\.0[\s\S]*state\.bucket/,
  );
});
