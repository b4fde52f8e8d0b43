import { SnapshotDrill, type SnapshotDrillProps } from "../../../constructs/platform/secrets/snapshot-drill";
import type { SnapshotPlace } from "../../../constructs/platform/secrets/snapshot-store";
import { at, listAt, textAt, toJson } from "../../../audit/facts/json";
import { mirrorAt } from "../../../language";
import { planEnvironment } from "../../../planning";
import zuid from "../../../environments/noveu-zuid";
import { render } from "../render";

const { secretsDrill } = planEnvironment(zuid);

const archive: SnapshotPlace = {
  place: {
    kind: "s3",
    bucket: "archive",
    host: "s3.example.eu",
    addressing: "virtual-host",
    access: { kind: "keys", secret: "x", region: "eu-south-mil" },
  },
  signingRegion: "eu-south-mil",
  object: "secrets/par.snap",
};

const pod = ["spec", "jobTemplate", "spec", "template", "spec"] as const;

const job = (changes: Partial<SnapshotDrillProps> = {}) =>
  toJson(
    render((chart) => {
      new SnapshotDrill(chart, "drill", {
        product: "openbao",
        plan: secretsDrill,
        seal: "kmip",
        serves: true,
        site: "par",
        from: archive,
        promisedLoss: 900,
        mirror: mirrorAt("mirror.example.eu"),
        pullSecret: "pull",
        ...changes,
      });
    }, "openbao")["CronJob/secrets-drill"],
  );

const drill = (changes?: Partial<SnapshotDrillProps>) => listAt(job(changes), ...pod, "containers")[0] ?? null;
const script = (changes?: Partial<SnapshotDrillProps>): string => textAt(drill(changes), "command", 2) ?? "";
const volumes = (changes?: Partial<SnapshotDrillProps>) =>
  listAt(job(changes), ...pod, "volumes").map((volume) => textAt(volume, "name"));

test("runs every day where snapshots are taken, and rests elsewhere", () => {
  expect(at(job(), "spec", "schedule")).toBe("20 6 * * *");
  expect(at(job(), "spec", "suspend")).toBe(false);
  expect(at(job({ serves: false }), "spec", "suspend")).toBe(true);
});

test("fetches the newest snapshot, restores it as an emergency would, and then reads the mark", () => {
  expect(listAt(job(), ...pod, "initContainers", 0, "args").slice(0, 3)).toEqual([
    "copyto",
    ":s3:archive/secrets/par.snap",
    "/work/raft.snap",
  ]);
  const words = script();
  expect(words.indexOf("raft snapshot restore /work/raft.snap")).toBeGreaterThan(0);
  expect(words).not.toContain("restore -force");
  expect(words.indexOf("role=snapshot-drill")).toBeGreaterThan(words.indexOf("raft snapshot restore"));
  expect(words).toContain('[ "$age" -le 900 ]');
});

test("listens on loopback alone, joins nobody, and keeps what it restores in memory", () => {
  expect(script()).toContain('"listener":[{"tcp":{"address":"127.0.0.1:8200","cluster_address":"127.0.0.1:8201"');
  expect(script()).not.toContain("retry_join");
  const kept = listAt(job(), ...pod, "volumes").filter((volume) => at(volume, "emptyDir") !== undefined);
  expect(kept.map((volume) => textAt(volume, "emptyDir", "medium"))).toEqual(["Memory", "Memory"]);
});

test("is the servers' account, which alone may unseal; only the container that unseals has the key and a token of the API", () => {
  expect(at(job(), ...pod, "serviceAccountName")).toBe("openbao");
  expect(at(job(), ...pod, "automountServiceAccountToken")).toBe(false);
  const mounts = (container: ReturnType<typeof drill>) =>
    listAt(container, "volumeMounts").map((mount) => textAt(mount, "name"));
  expect(mounts(drill())).toEqual(["work", "prepared", "token", "api-token", "seal"]);
  expect(mounts(listAt(job(), ...pod, "initContainers")[0] ?? null)).toEqual(["work"]);
});

test.each(["kmip", "static", "transit"] as const)("unseals by %s with what the servers' Secret holds", (seal) => {
  expect(volumes({ seal })).toContain("seal");
  expect(script({ seal })).toContain(`{"seal":{"${seal}":`);
});

test.each(["awskms", "azurekeyvault"] as const)("unseals by %s with the identity of the servers", (seal) => {
  expect(volumes({ seal })).not.toContain("seal");
  expect(script({ seal })).toContain(`{"seal":{"${seal}":`);
  expect(
    at(job({ seal }), "spec", "jobTemplate", "spec", "template", "metadata", "labels", "azure.workload.identity/use"),
  ).toBe(seal === "azurekeyvault" ? "true" : undefined);
});

test("at AWS whoever fetches takes on the role that carries snapshots, and not the servers'", () => {
  const reader = "arn:aws:iam::000000000000:role/zuid-snapshots";
  const env = JSON.stringify(at(job({ seal: "awskms", reader }), ...pod, "initContainers", 0, "env"));
  expect(env).toContain(`{"name":"AWS_ROLE_ARN","value":"${reader}"}`);
  expect(env).toContain('"value":"/var/run/secrets/storage/token"');
  expect(volumes({ seal: "awskms", reader })).toContain("storage-token");
  expect(JSON.stringify(at(drill({ seal: "awskms", reader }), "env"))).not.toContain("AWS_ROLE_ARN");
});

test("Vault's is drilled by the same words in its own name", () => {
  const words = script({ product: "vault", seal: "transit" });
  expect(words).toContain("vault server -config=/vault/prepared");
  expect(words).toContain('VAULT_TOKEN="$token" vault operator raft snapshot restore');
  expect(words).not.toMatch(/\bbao\b|BAO_/);
  expect(words).toContain('"disable_mlock":true');
});
