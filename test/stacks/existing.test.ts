import sample from "../../environments/noveu-eigen";
import { defineEnvironment, type EnvironmentFacts } from "../../environments/schema";
import { attributesOf, resourcesOf, synthesize, type StackFile } from "./fixtures/synthesis";

const whole = synthesize(sample);
const infrastructure = whole.file("noveu-eigen-infrastructure-cellar");
const operators = whole.file("noveu-eigen-operators-cellar");
const trust = whole.file("noveu-eigen-trust");

const uid = "00000000-0000-4000-8000-000000000001";
const dataOf = ({ data }: StackFile, type: string) => Object.values(data[type] ?? {});

test("a stack for a key that nobody keeps is left out", () => {
  expect(whole.stacks.map(({ name }) => name)).not.toContain("noveu-eigen-keys");
});

test("every stack that touches the cluster looks whether it is the right one", () => {
  const touching = whole.stacks.map(({ name }) => whole.file(name)).filter(({ provider }) => "kubernetes" in provider);
  expect(touching.length).toBeGreaterThanOrEqual(4);
  for (const stack of touching) {
    expect(stack.provider["kubernetes"]).toEqual([{ config_context: "bestek@cellar" }]);
    expect(dataOf(stack, "kubernetes_namespace_v1")).toEqual([
      expect.objectContaining({
        lifecycle: {
          postcondition: [expect.objectContaining({ condition: `\${self.metadata[0].uid == "${uid}"}` })],
        },
      }),
    ]);
  }
});

test("version, zones with their nodes and storage class are looked up before anything is made", () => {
  const [version] = dataOf(infrastructure, "kubernetes_server_version");
  expect(JSON.stringify(version)).toContain('== \\"1.35\\"');
  const [nodes] = dataOf(infrastructure, "kubernetes_nodes");
  for (const zone of ["cellar-a", "cellar-b", "cellar-c"]) expect(JSON.stringify(nodes)).toContain(zone);
  expect(dataOf(infrastructure, "kubernetes_storage_class_v1")).toEqual([
    expect.objectContaining({ metadata: { name: "ceph-block-encrypted" } }),
  ]);
});

test("buckets are made in the storage that holds them, with an administrator's keys by its name", () => {
  const providers = infrastructure.provider["aws"] ?? [];
  expect(providers.map(({ alias, profile }) => [alias, profile])).toEqual(
    expect.arrayContaining([
      ["cellar-rgw", "cellar-rgw"],
      ["pumping-station", "pumping-station"],
    ]),
  );
  const places = resourcesOf(infrastructure, "aws_s3_bucket").map(([, { bucket, provider }]) => [bucket, provider]);
  expect(places).toEqual(
    expect.arrayContaining([
      ["noveu-eigen-mail-cellar", "aws.cellar-rgw"],
      ["noveu-eigen-archive-cellar", "aws.pumping-station"],
    ]),
  );
});

test("the archive is locked for 35 days, against the administrator too", () => {
  expect(attributesOf(infrastructure, "aws_s3_bucket_object_lock_configuration")).toContainEqual(
    expect.objectContaining({ rule: { default_retention: { days: 35, mode: "COMPLIANCE" } } }),
  );
});

test("buckets that the customer makes are left alone", () => {
  const { facts } = sample;
  if (facts.site.kind !== "existing" || facts.site.objects === undefined) throw new Error("not the sample");
  const site = {
    ...facts.site,
    objects: { ...facts.site.objects, buckets: "customer" },
  } satisfies EnvironmentFacts["site"];
  const brought = synthesize(defineEnvironment({ ...facts, site })).file("noveu-eigen-infrastructure-cellar");
  const made = resourcesOf(brought, "aws_s3_bucket").map(([, { bucket }]) => bucket);
  expect(made).not.toContain("noveu-eigen-mail-cellar");
  expect(made).toContain("noveu-eigen-archive-cellar");
});

test("what is handed over reaches OpenBao as it is, not as the text of a reference to it", () => {
  const values = attributesOf(trust, "vault_kv_secret_v2").map(({ data_json_wo: data }) => String(data));
  expect(values).toContainEqual(
    '${jsonencode({"access-key" = var.keys_cellar_archive.access_key, "secret-key" = var.keys_cellar_archive.secret_key})}',
  );
  expect(whole.stacks.filter(({ name }) => whole.file(name).text.includes("$${"))).toEqual([]);
});

test("keys are handed over for one run, and kept in no state", () => {
  const handed = Object.entries(trust.variable).filter(
    ([name]) => /^keys_cellar_[a-z_]*[a-z]$/.test(name) && !name.endsWith("_version"),
  );
  expect(handed.map(([name]) => name).sort()).toEqual([
    "keys_cellar_archive",
    "keys_cellar_audit_audit",
    "keys_cellar_chat_media",
    "keys_cellar_config_settings",
    "keys_cellar_copy_audit_audit",
    "keys_cellar_copy_chat_media",
    "keys_cellar_copy_config_settings",
    "keys_cellar_copy_files_files",
    "keys_cellar_copy_mail_mail",
    "keys_cellar_copy_platform_audit_platform_audit",
    "keys_cellar_dumps",
    "keys_cellar_files_files",
    "keys_cellar_mail_mail",
    "keys_cellar_platform_audit_platform_audit",
    "keys_cellar_restore",
  ]);
  for (const [name, variable] of handed) {
    expect(variable).toMatchObject({ ephemeral: true, sensitive: true, nullable: false });
    // Nothing but write-only attributes, and the variable's own check, may name it.
    const uses = trust.text.split(`var.${name}.`).length - 1;
    const written = attributesOf(trust, "vault_kv_secret_v2").filter(({ data_json_wo: text }) =>
      String(text).includes(`var.${name}.`),
    );
    expect(written).toHaveLength(1);
    expect(uses).toBe(4);
  }
});

test("the seal key is handed over for one run, and kept in no state", () => {
  expect(operators.variable["seal_key"]).toMatchObject({ ephemeral: true, sensitive: true });
  expect(attributesOf(operators, "kubernetes_secret_v1")).toContainEqual(
    expect.objectContaining({
      metadata: { name: "openbao-seal", namespace: "openbao" },
      binary_data_wo: { key: "${var.seal_key}" },
      binary_data_wo_revision: "${var.seal_key_version}",
    }),
  );
});

test("the public entry asks the customer's load balancer for its address", () => {
  const [entry] = attributesOf(operators, "kubernetes_service_v1");
  expect(entry).toMatchObject({ spec: { load_balancer_ip: expect.stringContaining("public_address_requested") } });
  expect(infrastructure.output["public_address_requested"]).toMatchObject({ value: "10.60.17.10" });
  expect(infrastructure.output["public_addresses"]).toMatchObject({ value: ["203.0.113.40"] });
});
