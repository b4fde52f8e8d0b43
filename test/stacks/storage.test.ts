import { retentionDays } from "../../charts/databases-chart";
import { backupLockDays as lockDays } from "../../constructs/infrastructure/stores";
import production from "../../environments/noveu-zuid";
import { backupRestore } from "../../environments/schema";
import { attributesOf, environmentWith, synthesizeWithoutCharts, type Synthesis } from "./fixtures/synthesis";

const synthesis = synthesizeWithoutCharts();

const { recovery } = production.facts;
if (recovery.kind !== "warm-standby") throw new Error("the sample environment has no warm standby");
const afterFailover = synthesizeWithoutCharts(environmentWith({ recovery: { ...recovery, active: "standby" } }));
const followed = synthesizeWithoutCharts(environmentWith({ recovery: { ...recovery, active: "standby-followed" } }));

interface Copy {
  readonly from: string;
  readonly to: string;
}

interface Rule {
  readonly destination: { readonly name: string };
}

/** Rules of every bucket of a synthesis: who copies to whom. */
function copies({ stacks, file }: Synthesis): readonly Copy[] {
  return stacks.flatMap(({ name }) =>
    attributesOf(file(name), "ovh_cloud_project_storage").flatMap(({ name: from, replication }) => {
      const { rules }: { readonly rules: readonly Rule[] } = JSON.parse(JSON.stringify(replication ?? { rules: [] }));
      return rules.map(({ destination }) => ({ from: String(from), to: destination.name }));
    }),
  );
}

const buckets = ({ file }: Synthesis, stack: string) => attributesOf(file(stack), "ovh_cloud_project_storage");
const [paris, milan] = ["noveu-zuid-infrastructure-eu-west-par", "noveu-zuid-infrastructure-eu-south-mil"];

test("the primary's stack makes the buckets beside it; all that must survive it comes from the standby's", () => {
  const regions = (stack: string) =>
    [...new Set(buckets(synthesis, stack).map((bucket) => bucket["region_name"]))].sort();
  expect(regions(paris)).toEqual(["EU-WEST-PAR"]);
  expect(regions(milan)).toEqual(["EU-SOUTH-MIL", "GRA"]);
});

test("what the primary's databases archive stands at the other site", () => {
  expect(buckets(synthesis, milan).map(({ name }) => name)).toContain("noveu-zuid-archive-eu-west-par");
});

test("objects are copied to the standby, archives to their locked copies", () => {
  expect([...copies(synthesis)].sort((a, b) => (a.from < b.from ? -1 : 1))).toEqual([
    { from: "noveu-zuid-archive-eu-south-mil", to: "noveu-zuid-locked-eu-south-mil" },
    { from: "noveu-zuid-archive-eu-west-par", to: "noveu-zuid-locked-eu-west-par" },
    { from: "noveu-zuid-audit-eu-west-par", to: "noveu-zuid-audit-eu-south-mil" },
    { from: "noveu-zuid-documents-eu-west-par", to: "noveu-zuid-documents-eu-south-mil" },
    { from: "noveu-zuid-files-eu-west-par", to: "noveu-zuid-files-eu-south-mil" },
    { from: "noveu-zuid-mail-eu-west-par", to: "noveu-zuid-mail-eu-south-mil" },
    { from: "noveu-zuid-media-eu-west-par", to: "noveu-zuid-media-eu-south-mil" },
    { from: "noveu-zuid-platform-audit-eu-west-par", to: "noveu-zuid-platform-audit-eu-south-mil" },
    { from: "noveu-zuid-settings-eu-west-par", to: "noveu-zuid-settings-eu-south-mil" },
  ]);
});

test("after a failover nothing is copied to a site that may be gone", () => {
  expect(copies(afterFailover).map(({ from }) => from)).toEqual([
    "noveu-zuid-archive-eu-south-mil",
    "noveu-zuid-archive-eu-west-par",
  ]);
});

test("once the primary is back objects are copied the other way", () => {
  expect(copies(followed)).toEqual(
    expect.arrayContaining([
      { from: "noveu-zuid-files-eu-south-mil", to: "noveu-zuid-files-eu-west-par" },
      { from: "noveu-zuid-mail-eu-south-mil", to: "noveu-zuid-mail-eu-west-par" },
    ]),
  );
  expect(copies(followed).filter(({ from }) => /^noveu-zuid-(audit|files|mail|media)-eu-west-par$/.test(from))).toEqual(
    [],
  );
});

test("a locked source has locked targets, and every backup and every record is locked", () => {
  const all = [...buckets(synthesis, paris), ...buckets(synthesis, milan)];
  const locked = new Set(all.filter((bucket) => "object_lock" in bucket).map(({ name }) => name));
  expect(copies(synthesis).filter(({ from, to }) => locked.has(from) && !locked.has(to))).toEqual([]);
  expect([...locked].map(String).sort()).toEqual([
    "noveu-zuid-archive-eu-south-mil",
    "noveu-zuid-archive-eu-west-par",
    "noveu-zuid-audit-eu-south-mil",
    "noveu-zuid-audit-eu-west-par",
    "noveu-zuid-locked-eu-south-mil",
    "noveu-zuid-locked-eu-west-par",
    "noveu-zuid-platform-audit-eu-south-mil",
    "noveu-zuid-platform-audit-eu-west-par",
  ]);
});

test("production locks bind the owner too; a trial environment can be cleared", () => {
  const modes = (run: Synthesis) =>
    new Set(buckets(run, milan).flatMap(({ object_lock: lock }) => (lock === undefined ? [] : [JSON.stringify(lock)])));
  const trial = synthesizeWithoutCharts(environmentWith({ stage: "test" }));
  // Backups for one time, records for another.
  const twice = (mode: string): readonly unknown[] => [expect.stringContaining(mode), expect.stringContaining(mode)];
  expect([...modes(synthesis)]).toEqual(twice('"compliance"'));
  expect([...modes(trial)]).toEqual(twice('"governance"'));
});

test("the lock is as long as databases can be restored from", () => {
  expect(lockDays).toBe(retentionDays);
  expect(buckets(synthesis, milan).find(({ name }) => name === "noveu-zuid-archive-eu-west-par")).toMatchObject({
    object_lock: { rule: { period: `P${String(lockDays)}D` } },
  });
});

test("records are locked as long as the facts say, and go by themselves a week later", () => {
  const audit = buckets(synthesis, paris).find(({ name }) => name === "noveu-zuid-audit-eu-west-par");
  expect(audit).toMatchObject({ object_lock: { rule: { mode: "compliance", period: "P1096D" } } });
  const rules = attributesOf(
    synthesis.file(paris),
    "ovh_cloud_project_storage_object_bucket_lifecycle_configuration",
  ).find(({ container_name: name }) => name === "noveu-zuid-audit-eu-west-par");
  expect(JSON.stringify(rules)).toContain('"expiration":{"days":1103}');
});

test("a bucket waits for those that its rules name in the same stack", () => {
  const archive = buckets(synthesis, milan).find(({ name }) => name === "noveu-zuid-archive-eu-west-par");
  expect(archive?.["depends_on"]).toEqual([expect.stringContaining("noveu-zuid-locked-eu-west-par")]);
});

test("no bucket of an environment can be destroyed by a plan", () => {
  const loose = [...buckets(synthesis, paris), ...buckets(synthesis, milan)].filter(
    ({ lifecycle }) => JSON.stringify(lifecycle) !== '{"prevent_destroy":true}',
  );
  expect(loose).toEqual([]);
});

test("a single site archives into the off-site region and copies its objects there, from its own stack", () => {
  const alone = synthesizeWithoutCharts(environmentWith({ recovery: backupRestore({ offsite: "SBG" }) }));
  expect(buckets(alone, paris).find(({ name }) => name === "noveu-zuid-archive-eu-west-par")).toMatchObject({
    region_name: "SBG",
    object_lock: { status: "enabled" },
  });
  expect(copies(alone)).toEqual([
    { from: "noveu-zuid-audit-eu-west-par", to: "noveu-zuid-audit-eu-west-par-copy" },
    { from: "noveu-zuid-documents-eu-west-par", to: "noveu-zuid-documents-eu-west-par-copy" },
    { from: "noveu-zuid-files-eu-west-par", to: "noveu-zuid-files-eu-west-par-copy" },
    { from: "noveu-zuid-mail-eu-west-par", to: "noveu-zuid-mail-eu-west-par-copy" },
    { from: "noveu-zuid-media-eu-west-par", to: "noveu-zuid-media-eu-west-par-copy" },
    { from: "noveu-zuid-platform-audit-eu-west-par", to: "noveu-zuid-platform-audit-eu-west-par-copy" },
    { from: "noveu-zuid-settings-eu-west-par", to: "noveu-zuid-settings-eu-west-par-copy" },
  ]);
});

test("what people work with can't be destroyed, and what they try things on can", () => {
  const kept = (stage: "production" | "acceptance"): readonly string[] => {
    const { stacks, file } = synthesizeWithoutCharts(environmentWith({ stage }));
    return stacks.flatMap(({ name }) =>
      Object.entries(file(name).resource)
        .filter(([type]) => type.startsWith("ovh_"))
        .flatMap(([type, byName]) =>
          Object.values(byName).flatMap(({ lifecycle }) =>
            JSON.stringify(lifecycle ?? {}).includes('"prevent_destroy":true') ? [type] : [],
          ),
        ),
    );
  };
  expect(new Set(kept("production"))).toEqual(
    new Set(["ovh_cloud_floating_ip", "ovh_cloud_project_kube", "ovh_cloud_project_storage", "ovh_okms"]),
  );
  expect(kept("acceptance")).toEqual([]);
});
