import { forget, retire, retirementSteps, type Lock } from "../../lock";
import { historyOf } from "../../lock";
import { compareLock } from "../../lock/compare-lock";
import { archive, bucket, cluster, database, key, lock, realm, standing, withoutTenant, without } from "./standing";

const context = { activeSite: "par", tenancy: "shared" } as const;
const tenantB = { kind: "tenant", id: "b", by: "service manager", on: "2026-11-21" } as const;
const retired = retire(lock, tenantB, context);

test("a retired tenant takes its own things along and leaves the locked copies, each with its day", () => {
  expect(Object.keys(retired.departing).sort()).toEqual([database, key, realm].sort());
  expect(retired.stacks).toEqual(["zuid-tenant-b"]);
  expect(retired.retirement).toEqual({
    by: "service manager",
    on: "2026-11-21",
    until: "2026-12-26",
    copies: [{ what: archive, until: "2026-12-26" }],
  });
});

test("while it still stands nothing is refused, and its guards come off", () => {
  expect(compareLock(retired.lock, standing).mistakes).toEqual([]);
  expect(historyOf(retired.lock).released).toEqual([key, realm]);
  expect(historyOf(lock).released).toEqual([]);
});

test("after it is gone synthesis accepts that, and the id can't come back while copies remain", () => {
  const { mistakes, next, news } = compareLock(retired.lock, withoutTenant);
  expect(mistakes).toEqual([]);
  expect(news).toContain("- tenant b");
  expect(next.tenants).toEqual({ a: { cell: 0 } });
  expect(next.retired.tenant).toEqual(retired.lock.retired.tenant);
  expect(compareLock(next, standing).mistakes.map(({ where, why, wayOut }) => [where, why, wayOut])).toEqual([
    [
      "tenant b",
      "was retired on 2026-11-21, and locked copies of what it kept remain until 2026-12-26",
      "choose another name, or from 2026-12-26 on: bestek retire zuid tenant b --forget",
    ],
  ]);
});

test("it is forgotten from that day on, and not a day before", () => {
  const { next } = compareLock(retired.lock, withoutTenant);
  const request = { kind: "tenant", id: "b" } as const;
  expect(() => forget(next, { ...request, on: "2026-12-25" })).toThrow(
    `keeps locked copies until 2026-12-26: ${archive}`,
  );
  const free = forget(next, { ...request, on: "2026-12-26" });
  expect(compareLock(free, standing).mistakes).toEqual([]);
  expect(() => forget(retired.lock, { ...request, on: "2027-01-01" })).toThrow("is retired but still stands");
  expect(() => forget(lock, { ...request, on: "2027-01-01" })).toThrow("was never retired");
});

test("what nobody knows, what was retired before and what serves can't be retired", () => {
  const attempt =
    (known: Lock, request: Partial<Parameters<typeof retire>[1]>, where = context) =>
    () =>
      retire(known, { ...tenantB, ...request }, where);
  expect(attempt(lock, { id: "c" })).toThrow('"c" is not recorded\n  → choose one of a, b');
  expect(attempt(lock, { kind: "site", id: "par" })).toThrow("is the site that serves");
  expect(attempt(compareLock(retired.lock, withoutTenant).next, {})).toThrow(
    "was retired on 2026-11-21 by service manager",
  );
  expect(() => retire(lock, { ...tenantB, id: "a" }, { ...context, tenancy: "dedicated" })).toThrow(
    "is the whole environment",
  );
});

test("a standby may be retired, a service and a single thing as well", () => {
  const site = retire(lock, { ...tenantB, kind: "site", id: "par" }, { ...context, activeSite: "mil" });
  expect(Object.keys(site.departing).sort()).toEqual([archive, bucket, cluster].sort());
  const service = retire(lock, { ...tenantB, kind: "service", id: "files" }, context);
  expect(compareLock(service.lock, { ...without(bucket), services: ["mail"] }).mistakes).toEqual([]);
  const address = retire(lock, { ...tenantB, kind: "address", id: cluster }, context);
  expect(compareLock(address.lock, without(cluster)).mistakes).toEqual([]);
  expect(compareLock(address.lock, without(cluster, bucket)).mistakes).toHaveLength(1);
});

test("letting an address go counts once: what is made anew under it is kept like anything else", () => {
  const { lock: letGo } = retire(lock, { ...tenantB, kind: "address", id: cluster }, context);
  const elsewhere = { holds: "databases", identity: { "spec.storage.storageClass": "faster" }, site: "par" };
  const now = { ...standing, stateful: { ...standing.stateful, [cluster]: elsewhere } };
  const { mistakes, next } = compareLock(letGo, now);
  expect(mistakes).toEqual([]);
  expect(next.retired.address).toEqual({});
  expect(compareLock(next, standing).mistakes).toHaveLength(1);
});

test("the runbook exports, destroys the key and names every copy with its day", () => {
  const steps = retirementSteps(lock, tenantB, retired);
  expect(steps.map(({ title }) => title)).toEqual([
    "Export",
    "Hand over",
    "Take the guards off",
    "Destroy, the key included",
    "Take it out of the facts",
    "What remains",
  ]);
  const commands = steps.flatMap((step) => step.commands).join("\n");
  expect(commands).toContain("pg_dump --format=custom b > export/b.dump");
  expect(commands).toContain("kc.sh export --optimized --realm b");
  expect(commands).toContain("cdktf destroy zuid-tenant-b");
  expect(steps.at(-1)?.text).toContain(`- until 2026-12-26: ${archive}`);
});

test("locked buckets are forgotten by Terraform, the others are emptied", () => {
  const request = { ...tenantB, kind: "site", id: "par" } as const;
  const departure = retire(lock, request, { ...context, activeSite: "mil" });
  const empty = retirementSteps(lock, request, departure).find(({ title }) => title === "Empty the buckets");
  expect(empty?.commands).toEqual([
    "rclone purge ovh:zuid-files-par",
    "terraform -chdir=cdktf.out/stacks/zuid-infrastructure-par state rm 'ovh_cloud_project_storage.archive_3C4D'",
  ]);
});

test("what Helm leaves standing is deleted by hand, its volumes with it, before the cluster below is destroyed", () => {
  const request = { ...tenantB, kind: "site", id: "par" } as const;
  const bus = { holds: "everything inside", site: "par" };
  const topic = { holds: "messages", site: "par" };
  const kept = { "par/_cluster/Namespace/bus": bus, "par/bus/KafkaTopic/mail": topic };
  const withBus = { ...lock, stateful: { ...lock.stateful, ...kept }, stacks: [...lock.stacks, "zuid-data-par"] };
  const steps = retirementSteps(withBus, request, retire(withBus, request, { ...context, activeSite: "mil" }));
  const [destroy = -1, ...others] = steps.flatMap(({ commands }, index) =>
    commands.some((command) => command.startsWith("cdktf destroy")) ? [index] : [],
  );
  expect(steps[destroy]?.commands).toEqual(["cdktf destroy zuid-data-par"]);
  expect(steps[destroy + 1]?.title).toBe("Delete what outlived its release");
  expect(others.map((index) => steps[index]?.commands)).toEqual([["cdktf destroy zuid-infrastructure-par"]]);
  const volumes = expect.stringContaining('"persistentVolumeReclaimPolicy":"Delete"');
  expect(steps[destroy + 1]?.commands).toEqual([
    "# in the cluster of par:",
    volumes,
    "kubectl -n databases delete cluster.postgresql.cnpg.io/postgres",
    volumes,
    expect.stringContaining('"finalizers":null'),
    "kubectl delete namespace bus",
  ]);
});

test("a service's namespace is deleted once its release is gone", () => {
  const namespace = { holds: "everything inside", site: "par", service: "files" };
  const known = { ...lock, stateful: { ...lock.stateful, "par/_cluster/Namespace/files": namespace } };
  const request = { ...tenantB, kind: "service", id: "files" } as const;
  const titles = retirementSteps(known, request, retire(known, request, context)).map(({ title }) => title);
  expect(titles.slice(-3)).toEqual(["Take it out of the facts", "Delete what outlived its release", "What remains"]);
});
