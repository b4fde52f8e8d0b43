import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyTimeConfigMap } from "../../../constructs/infrastructure/apply-time-names";
import { secretsServerValues } from "../../../constructs/platform/secrets/secrets-server-release";
import { secretsAudience } from "../../../constructs/platform/secrets/secret-paths";
import { sealSecret } from "../../../constructs/platform/secrets/seal-secret";
import { podOf, replicasOf } from "../../../constructs/platform/releases/pod-values";
import { at, footprintOf, isTree, textsIn, valuesOf, type Tree } from "./releases-synthesis";
import { mirrorAt } from "../../../language";

const values = valuesOf("openbao");
const footprint = footprintOf("openbao");
const server = at(values, "server");

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const parse = (text: unknown): unknown => JSON.parse(String(text));

const configuration = parse(at(server, "ha", "raft", "config"));
const [prepare] = list(at(server, "extraInitContainers"));
const extra = (kind: string, name: string): unknown =>
  list(values["extraObjects"]).find((object) => at(object, "kind") === kind && at(object, "metadata", "name") === name);

describe("the configuration", () => {
  test("listens where the footprint says", () => {
    const { http, "https-internal": internal } = podOf(footprint, "server").ports;
    expect(at(list(at(configuration, "listener"))[0], "tcp")).toMatchObject({
      address: `[::]:${String(http?.port)}`,
      cluster_address: `[::]:${String(internal?.port)}`,
    });
  });

  test("names every server for those that join", () => {
    const names = list(at(configuration, "storage", "raft", "retry_join")).map((entry) => at(entry, "leader_api_addr"));
    expect(names).toEqual([0, 1, 2].map((index) => `http://openbao-${String(index)}.openbao-internal:8200`));
    expect(names).toHaveLength(replicasOf(footprint, "server"));
  });

  test("sends the audit trail to the container's output", () => {
    expect(at(list(at(configuration, "audit"))[0], "file", "stdout", "options")).toEqual({ file_path: "stdout" });
  });

  test("holds no seal and no first start: they depend on the pod and the key service", () => {
    expect(Object.keys(isTree(configuration) ? configuration : {})).toEqual([
      "ui",
      "listener",
      "storage",
      "service_registration",
      "audit",
      "telemetry",
    ]);
  });

  test("holds nothing that the chart's start script would replace", () => {
    expect(JSON.stringify(configuration)).not.toMatch(/HOST_IP|POD_IP|HOSTNAME|API_ADDR|TRANSIT_ADDR|RAFT_ADDR/);
  });
});

test("no text would be taken for a template by the chart", () => {
  expect(textsIn(values).filter(([, text]) => text.includes("{{"))).toEqual([]);
});

describe("the pod", () => {
  test.each([
    ["server", at(server, "statefulSet", "securityContext", "container")],
    ["preparation", at(prepare, "securityContext")],
  ])("%s has no capability and a root file system that can't be written to", (_, context) => {
    expect(context).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  test("runs as no one special", () => {
    expect(at(server, "statefulSet", "securityContext", "pod")).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    });
  });

  test("mounts the client certificate of the key service", () => {
    expect(list(at(server, "extraVolumes"))).toEqual([
      { type: "secret", name: sealSecret("openbao"), defaultMode: 0o440 },
    ]);
  });

  test("reads the key service's address and key from the apply-time values", () => {
    const names = list(at(prepare, "env")).map((entry) => [
      at(entry, "name"),
      at(entry, "valueFrom", "configMapKeyRef"),
    ]);
    expect(names).toEqual([
      ["POD_NAME", undefined],
      ["SEAL_ENDPOINT", { name: applyTimeConfigMap, key: "seal-endpoint" }],
      ["SEAL_KEY_ID", { name: applyTimeConfigMap, key: "seal-key-id" }],
    ]);
  });
});

/** Runs the preparation as the pod does, with its folders elsewhere, and tells what the server would read. */
function prepared(pod: string, complete: boolean): Tree {
  const root = mkdtempSync(join(tmpdir(), "openbao-"));
  try {
    for (const folder of ["prepared", "initialization", "initialized"]) mkdirSync(join(root, folder));
    writeFileSync(join(root, "initialization/initialize.json"), '"first start"');
    if (complete) writeFileSync(join(root, "initialized/complete"), "true");
    const [shell = "", option, script] = list(at(prepare, "command")).map(String);
    const moved = String(script).replaceAll("/openbao/userconfig/", "/secrets/").replaceAll("/openbao/", `${root}/`);
    const env = { POD_NAME: pod, SEAL_ENDPOINT: "kms.example.eu:5696", SEAL_KEY_ID: "a1b2" };
    execFileSync(shell, [String(option), moved], { env });
    return Object.fromEntries(
      readdirSync(join(root, "prepared"))
        .sort()
        .map((file) => [file, parse(readFileSync(join(root, "prepared", file), "utf8"))]),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe("the preparation", () => {
  test.each<[string, boolean, readonly string[]]>([
    ["openbao-0", false, ["initialize.json", "seal.json"]],
    ["openbao-0", true, ["seal.json"]],
    ["openbao-1", false, ["seal.json"]],
    ["openbao-2", false, ["seal.json"]],
  ])("of %s, installation complete: %s, leaves %j", (pod, complete, files) => {
    expect(Object.keys(prepared(pod, complete))).toEqual(files);
  });

  test("points the seal at the key service, with the mounted certificate", () => {
    expect(prepared("openbao-1", true)["seal.json"]).toEqual({
      seal: {
        kmip: {
          endpoint: "kms.example.eu:5696",
          kms_key_id: "a1b2",
          client_cert: `/secrets/${sealSecret("openbao")}/tls.crt`,
          client_key: `/secrets/${sealSecret("openbao")}/tls.key`,
          ca_cert: `/secrets/${sealSecret("openbao")}/ca.crt`,
        },
      },
    });
  });

  test("waits for no mark before the installation is complete, and the mark comes after it", () => {
    const volumes = list(at(server, "volumes")).filter((volume) => at(volume, "name") === "initialized");
    expect(volumes).toEqual([{ name: "initialized", configMap: { name: "openbao-initialized", optional: true } }]);
    expect(at(extra("ConfigMap", "openbao-initialized"), "metadata", "annotations", "helm.sh/hook")).toBe(
      "post-install",
    );
  });
});

describe("the first start", () => {
  const stanza = parse(at(extra("ConfigMap", "openbao-initialization"), "data", "initialize.json"));
  const requests = list(at(list(at(stanza, "initialize"))[0], "terraform", "request")).flatMap((request) =>
    Object.values(isTree(request) ? request : {}),
  );

  test("writes a login with its configuration, a policy and a role each for Terraform and snapshots, and nothing else", () => {
    expect(requests.map((request) => at(request, "path"))).toEqual([
      "sys/policies/acl/terraform",
      "sys/auth/terraform",
      "auth/terraform/config",
      "auth/terraform/role/terraform",
      "sys/policies/acl/snapshots",
      "auth/terraform/role/snapshots",
    ]);
  });

  test.each(["terraform", "snapshots"])(
    "lets %s in by one service account of OpenBao's own namespace, with a token made out to it",
    (role) => {
      const found = requests.find((request) => at(request, "path") === `auth/terraform/role/${role}`);
      expect(at(found, "data")).toMatchObject({
        bound_service_account_names: [role],
        bound_service_account_namespaces: [footprint.namespace],
        audience: secretsAudience,
        token_policies: [role],
      });
    },
  );

  test("Terraform's account mounts no token", () => {
    expect(extra("ServiceAccount", "terraform")).toMatchObject({
      metadata: { namespace: footprint.namespace },
      automountServiceAccountToken: false,
    });
  });
});

describe("at Azure", () => {
  const azure = secretsServerValues({
    product: "openbao",
    mirror: mirrorAt("registry.example.eu"),
    pullSecret: "pull",
    storageClass: "managed-csi-premium",
    seal: { kind: "azurekeyvault", account: "by-terraform", podLabels: { "azure.workload.identity/use": "true" } },
  });
  const values: Tree = JSON.parse(JSON.stringify(azure));

  test("the seal presents the token of the pod's own identity, and no secret is mounted for it", () => {
    const [container] = list(at(values, "server", "extraInitContainers"));
    const script = String(list(at(container, "command")).at(-1));
    const seal = /^(\{"seal".*\})$/m.exec(script)?.[1] ?? "";
    expect(JSON.parse(seal)).toEqual({
      seal: {
        azurekeyvault: {
          tenant_id: "$SEAL_TENANT",
          vault_name: "$SEAL_VAULT",
          key_name: "$SEAL_KEY_ID",
          auth_method: "workload_identity",
        },
      },
    });
    expect(at(values, "server", "extraVolumes")).toEqual([]);
  });

  test("the chart leaves the account to Terraform and marks the pods", () => {
    expect(at(values, "server", "serviceAccount")).toEqual({ create: false, name: "openbao" });
    expect(at(values, "server", "extraLabels")).toEqual({ "azure.workload.identity/use": "true" });
  });
});
