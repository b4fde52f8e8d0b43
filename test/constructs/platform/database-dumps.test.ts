import { spawnSync } from "node:child_process";
import { at, listAt, textAt, type Json } from "../../../audit/facts/json";
import { DatabaseDumps, type DatabaseDumpsProps } from "../../../constructs/platform/database/database-dumps";
import { mirrorAt } from "../../../language";
import { planned } from "../application/fixture";
import { render } from "../render";

const database = { tenant: "gemeente-zuid", service: "files", name: "files", cluster: "postgres" };

const dumps = (changes: Partial<DatabaseDumpsProps> = {}) =>
  render((chart) => {
    new DatabaseDumps(chart, "dumps", {
      databases: [database],
      product: "openbao",
      archive: {
        place: {
          kind: "s3",
          bucket: "zuid-archive-eu-west-par",
          host: "s3.eu-south-mil.io.cloud.ovh.net",
          addressing: "virtual-host",
          access: { kind: "keys", secret: "bucket-archive", region: "eu-south-mil" },
        },
        signingRegion: "eu-south-mil",
      },
      part: planned(64, "MiB"),
      writes: true,
      version: "17",
      mirror: mirrorAt("registry.zuid.example.eu"),
      pullSecret: "registry-pull",
      ...changes,
    });
  }, "dumps");

const spec = ["spec", "jobTemplate", "spec", "template", "spec"] as const;
function podOf(objects: ReturnType<typeof dumps>): Json {
  const job: Json = JSON.parse(JSON.stringify(objects["CronJob/dump-files"]));
  return at(job, ...spec) ?? {};
}
const containers = (pod: Json): readonly Json[] => [...listAt(pod, "initContainers"), ...listAt(pod, "containers")];
const container = (pod: Json, name: string): Json => containers(pod).find((one) => textAt(one, "name") === name) ?? {};
const variables = (one: Json): Readonly<Record<string, string>> =>
  Object.fromEntries(listAt(one, "env").map((entry) => [textAt(entry, "name") ?? "", textAt(entry, "value") ?? ""]));

test("a token for the tenant's role alone, seen by the container that signs in", () => {
  const pod = podOf(dumps());
  expect(at(pod, "automountServiceAccountToken")).toBe(false);
  const seeing = containers(pod).filter((one) =>
    listAt(one, "volumeMounts").some((mount) => textAt(mount, "name") === "token"),
  );
  expect(seeing.map((one) => textAt(one, "name"))).toEqual(["key"]);
  expect(JSON.stringify(pod).match(/"audience":"[^"]*"/g)).toEqual(['"audience":"dump-gemeente-zuid"']);
});

test("the password is seen by who dumps, the keys to storage by who carries, the bare key by who encrypts", () => {
  const pod = podOf(dumps());
  const holding = (secret: string): readonly (string | undefined)[] =>
    containers(pod)
      .filter((one) => JSON.stringify(at(one, "env") ?? "").includes(secret))
      .map((one) => textAt(one, "name"));
  expect(holding("PGPASSWORD")).toEqual(["dump"]);
  expect(holding("AWS_SECRET_ACCESS_KEY")).toEqual(["carry"]);
  expect(listAt(container(pod, "carry"), "volumeMounts").map((mount) => textAt(mount, "name"))).toEqual(["pipes"]);
});

test("every script is one that its shell takes", () => {
  for (const one of containers(podOf(dumps()))) {
    const [shell = "", , script] = listAt(one, "command").map(String);
    if (!shell.endsWith("sh") || script === undefined) continue;
    expect(spawnSync("bash", ["-n", "-c", script], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  }
});

test("at Azure the pod has an identity instead of keys, and names the account", () => {
  const pod = podOf(
    dumps({
      archive: {
        place: { kind: "azure-blob", account: "noordarchive", container: "noord-archive-westeurope" },
        signingRegion: "westeurope",
      },
    }),
  );
  const carry = container(pod, "carry");
  expect(textAt(carry, "command", 2)).toContain(":azureblob:noord-archive-westeurope/dumps/gemeente-zuid/files.sealed");
  expect(variables(carry)).toMatchObject({
    RCLONE_AZUREBLOB_ACCOUNT: "noordarchive",
    RCLONE_AZUREBLOB_CHUNK_SIZE: "64Mi",
  });
  expect(JSON.stringify(carry)).not.toContain("secretKeyRef");
});

test("Vault is asked by its own command line", () => {
  const key = container(podOf(dumps({ product: "vault" })), "key");
  expect(textAt(key, "command", 2)).toContain('VAULT_TOKEN="$(vault write');
  expect(Object.keys(variables(key))).toContain("VAULT_ADDR");
});

test("where nothing is written nothing is dumped", () => {
  expect(dumps({ writes: false })["CronJob/dump-files"]).toMatchObject({ spec: { suspend: true } });
});
