import { z } from "zod";
import { internalAuthority } from "../../../constructs/platform/secrets/internal-authority";
import { secretsMount } from "../../../constructs/platform/secrets/secret-paths";
import type { Stack } from "../../terraform/harness/stack";
import { synthesizedEnvironments } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { openbaoPart, openbaoProgram } from "../parts/openbao";
import { strangeNameFindings } from "./checks/certificates";
import { masteryFindings } from "./checks/government";
import { productionFindings } from "./checks/keys";
import { firstLoginFindings, loginFindings } from "./checks/logins";
import { strangerFindings } from "./checks/secrets";
import { pinningFindings } from "./checks/pinning";
import { signingFindings } from "./checks/signing";
import { storedBelow } from "./checks/stored";
import type { Platform } from "./platform";
import { startPlatform } from "./started";
import { subjectOf, type Subject } from "./subject";

const policySchema = z.looseObject({ name: z.string(), policy: z.string() });

withParts("OpenBao, sabotaged", { openbao: openbaoPart }, (folderOf) => {
  const subject = chosen(synthesizedEnvironments());
  if (subject?.release === undefined) throw new Error("no environment releases OpenBao");
  const { release } = subject;
  let platform: Platform;
  let close: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    ({ platform, close } = await startPlatform(openbaoProgram(folderOf("openbao")), subject, release));
  });

  afterAll(async () => {
    await close?.();
  });

  /** One resource of the stacks with other arguments; `undo` writes the one that was synthesized. */
  async function replace(
    type: string,
    isMeant: (block: object) => boolean,
    change: (block: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
  ): Promise<() => Promise<void>> {
    for (const stack of subject?.stacks.values() ?? []) {
      const [name, block] = Object.entries(stack.resource[type] ?? {}).find(([, one]) => isMeant(one)) ?? [];
      if (name === undefined || block === undefined) continue;
      const only = (changed: Readonly<Record<string, unknown>>): Stack => ({
        ...stack,
        data: {},
        resource: { [type]: { [name]: changed } },
      });
      await platform.apply(only(change(block)));
      return () => platform.apply(only(block));
    }
    throw new Error(`there is no such ${type}`);
  }

  /** What a policy says, and one rule more. */
  const wider = (policy: string, path: string) =>
    replace(
      "vault_policy",
      (block) => policySchema.parse(block).name === policy,
      (block) => ({
        ...block,
        policy: `${policySchema.parse(block).policy}\npath "${path}" {\n  capabilities = ["read", "update"]\n}\n`,
      }),
    );

  const [first] = [...subject.roles.filter(({ tenant }) => tenant !== undefined), ...subject.roles];
  if (first === undefined) throw new Error("no role lets anybody in");
  const { name: role, policies } = first;
  const [policy = ""] = policies;

  test("a policy that reaches into another tenant's or namespace's secrets is caught", async () => {
    const stored = await storedBelow(platform, secretsMount);
    const undo = await wider(policy, `${secretsMount}/data/${subject.tenants.length > 1 ? "tenants/+/+/+" : "+/+"}`);
    const roles = subject.roles.filter(({ name }) => name === role);
    expect(await strangerFindings(platform, stored, roles)).toContainEqual(
      expect.stringMatching(
        subject.tenants.length > 1 ? / reads platform\/data\/tenants\// : / reads platform\/data\//,
      ),
    );
    await undo();
    expect(await strangerFindings(platform, stored, roles)).toEqual([]);
  });

  test("a role of production that may use the key of backups is caught", async () => {
    const undo = await wider(policy, "backup-transit/decrypt/backups");
    expect(await productionFindings(platform)).toEqual([
      expect.stringContaining(`${role} decrypts with backup-transit/backups`),
    ]);
    await undo();
    expect(await productionFindings(platform)).toEqual([]);
  });

  test("a role of production that may read what a restore needs is caught", async () => {
    const undo = await wider(policy, "backup/data/*");
    expect(await productionFindings(platform)).toContainEqual(expect.stringContaining(`${role} reads backup/data/`));
    await undo();
  });

  test("a role that gets the key with which others sign mail is caught", async () => {
    const undo = await wider(policy, "dkim/export/signing-key/+/+");
    expect(await signingFindings(platform)).toContainEqual(expect.stringContaining(`${role} gets dkim/export/`));
    await undo();
    expect(await signingFindings(platform)).toEqual([]);
  });

  test("a role that gets the key of the mail server's certificate is caught", async () => {
    const undo = await wider(policy, "certificate-keys/export/signing-key/+/+");
    expect(await signingFindings(platform)).toContainEqual(
      expect.stringContaining(`${role} gets certificate-keys/export/`),
    );
    await undo();
    expect(await signingFindings(platform)).toEqual([]);
  });

  test("a hash of something else than the key is caught", async () => {
    expect(await pinningFindings(platform)).toEqual([]);
    const something = JSON.stringify({ input: Buffer.from("a key").toString("base64"), format: "hex" });
    await replace(
      "vault_generic_endpoint",
      () => true,
      (block) => ({ ...block, data_json: something }),
    );
    expect(await pinningFindings(platform)).toEqual([
      expect.stringMatching(/^nobody is told of certificate-keys\/export\//),
      expect.stringContaining("is no key's that is given out"),
    ]);
  });

  test("a role that may write policies is caught", async () => {
    const undo = await wider(policy, "sys/policies/acl/*");
    expect(await masteryFindings(platform)).toContainEqual(
      expect.stringContaining(`role ${role} may PUT sys/policies`),
    );
    await undo();
    expect(await masteryFindings(platform)).toEqual([]);
  });

  test("an authority that signs any name is caught", async () => {
    await replace(
      "vault_pki_secret_backend_role",
      () => true,
      (block) => ({
        ...block,
        backend: internalAuthority.mount,
        depends_on: [],
        allowed_domains: ["svc", "svc.cluster.local", "example.eu"],
        allow_wildcard_certificates: true,
      }),
    );
    expect([...(await strangeNameFindings(platform))].sort()).toEqual([
      "the authority gives a certificate for *.mail.svc.cluster.local",
      "the authority gives a certificate for *.svc.cluster.local",
      "the authority gives a certificate for mail.mail.svc.cluster.local.example.eu",
      "the authority gives a certificate for portal.example.eu",
    ]);
  });

  test("a role that lets in accounts of any namespace is caught", async () => {
    await replace(
      "vault_kubernetes_auth_backend_role",
      (block) => "role_name" in block && block.role_name === role,
      (block) => ({
        ...block,
        backend: "kubernetes",
        token_policies: [policy],
        bound_service_account_namespaces: ["*"],
      }),
    );
    expect(await loginFindings(platform)).toContainEqual(
      `role ${role} lets in account default/secrets-reader for secrets`,
    );
  });

  test("first roles that name no audience are caught", async () => {
    const initialization = release.initialization.replaceAll(/"audience":"[^"]*",/g, "");
    expect(initialization).not.toBe(release.initialization);
    const careless = await startPlatform(
      openbaoProgram(folderOf("openbao")),
      { ...subject, stacks: new Map() },
      { ...release, initialization },
    );
    const found = await firstLoginFindings(careless.platform);
    await careless.close();
    expect([...found].sort()).toEqual(
      ["snapshots", "terraform"].flatMap((name) =>
        ["https://elsewhere.example.eu", "the API server"].map(
          (audience) => `role ${name} lets in account openbao/${name} for ${audience}`,
        ),
      ),
    );
  });
});

/** One environment that releases OpenBao: with tenants, where there is one, so that one reaches into another. */
function chosen(names: readonly string[]): Subject | undefined {
  let other: Subject | undefined;
  // From the end: the largest sample stands first, and takes the longest to read.
  for (const name of [...names].reverse()) {
    const subject = subjectOf(name);
    if (subject.release === undefined) continue;
    if (subject.tenants.length > 1) return subject;
    other ??= subject;
  }
  return other;
}
