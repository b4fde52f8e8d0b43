import municipalityOfParis from "../../environments/noveu-zuid";
import type { Decided, Plan, Unit } from "bestek";
import { numbersOf, planEnvironment } from "../../planning";

const plan: Plan = planEnvironment(municipalityOfParis);
const numbers = numbersOf(plan);
const at = (path: string): Decided<Unit> => {
  const number = numbers.get(path);
  if (number === undefined) throw new Error(`${path} is not in the plan`);
  return number;
};

describe("4200 users in Paris with a warm standby in Milan", () => {
  test.each([
    ["facts.users", 4200],
    ["services.mail.workloads.stalwart.replicas", 4],
    ["services.mail.workloads.stalwart.minimumAvailable", 3],
    ["services.mail.workloads.stalwart.maximumReplicas", 4],
    ["services.files.workloads.web.replicas", 8],
    ["services.files.workloads.web.maximumReplicas", 16],
    ["services.files.workloads.cron.replicas", 1],
    // 4200 / (8 in calls / 0.02), and a spare one.
    ["services.calls.workloads.livekit.replicas", 12],
    ["services.identity.workloads.keycloak.replicas", 3],
    ["services.portal.workloads.web.replicas", 2],
    // As many as the facts say.
    ["services.models.workloads.language.replicas", 3],
    ["services.models.workloads.language.memoryRequest", 8704],
    ["databases.postgres.instances", 3],
    // Five steps for each of mail, files and chat, and one for AI.
    ["databases.postgres.cpuRequest", 12_800],
    ["databases.postgres.memoryRequest", 48 * 1024],
    // (4200 x 60 MiB + 2 GiB + 1 GiB) x 1.5 + 10 GiB, in whole GiB.
    ["databases.postgres.storage", 384 * 1024],
    ["databases.postgres.archiveTimeout", 300],
    // 4200 x 100 MiB x 1.1 and 4200 x 500 MiB x 1.1.
    ["buckets.mail.size", 462_001],
    ["buckets.files.size", 2_310_000],
    ["caches.files.memoryRequest", 1366],
    ["sites.eu-west-par.zones", 3],
    ["sites.eu-west-par.pools.general.nodes", 18],
    ["sites.eu-west-par.pools.general.nodesPerZone", 6],
    // 18 x 1.5, in equal zones.
    ["sites.eu-west-par.pools.general.maximumNodes", 27],
    // The table of OVHcloud's reservations: 150 millicores and 0.5 %, 1.5 GiB and 5 %.
    ["sites.eu-west-par.pools.general.allocatableCpu", 15_770],
    ["sites.eu-west-par.pools.general.allocatableMemory", 60_723],
    ["sites.eu-south-mil.pools.general.nodes", 6],
    ["sites.eu-south-mil.pools.general.maximumNodes", 21],
    ["recovery.promisedLoss", 900],
    ["recovery.loss.postgres", 330],
    ["recovery.loss.bucket-mail", 900],
    // 18 x 0.4092 EUR x 730 h.
    ["cost.lines.eu-west-par-nodes-general.monthly", 5376.89],
    ["cost.lines.eu-west-par-load-balancers.monthly", 40],
  ])("%s is %d", (path, value) => {
    expect(at(path)).toMatchObject({ value });
  });

  test("computations are told in words and numbers", () => {
    expect(at("services.mail.workloads.stalwart.replicas").because).toBe(
      "4200 users / 1500 users/replica = 3, + 1 so that a lost replica or an update does not cut into the peak",
    );
    expect(at("services.identity.workloads.keycloak.replicas").because).toContain(
      "raised to 3, one in each of three zones",
    );
    expect(at("services.files.workloads.web.cpuLimit").because).toBe(
      "4 cores x 4, at most the 15.77 cores of one node",
    );
  });

  test("figures are entered under ids that say whose they are, each with its source", () => {
    expect(plan.figures["mail-stalwart-users-per-replica"]).toMatchObject({ value: 1500, rule: "figure" });
    expect(plan.figures["ovh-b3-64-price-eu-west-par"]).toMatchObject({ value: 0.4092, unit: "EUR/hour" });
    for (const id of Object.keys(plan.figures)) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test("the load balancer is the size that carries the peak, with room for every port", () => {
    expect(at("load.eu-west-par-load-balancers").because).toBe(
      "1062.6 Mbit/s / 2000 Mbit/s; ports 25, 80, 443, 465, 636, 993, 4190 / 10",
    );
  });

  test("what passes between the platform and the internet is the seed's burst, and calls", () => {
    expect(at("load.network")).toMatchObject({ value: 4.2 * 100 + 4200 * 0.153 });
    expect(at("load.network").because).toBe("4200 users / 1000 users x 100 Mbit/s + 4200 users x 0.153 Mbit/s/user");
  });

  test("what stands by runs every-site and standby workloads, databases and platform, and nothing else", () => {
    const standby = at("load.eu-south-mil-cpu").because;
    for (const id of ["portal/web", "postgres/instance", "cache/files", "openbao/server", "files/compare-replicas"])
      expect(standby).toContain(id);
    for (const id of ["files/web", "mail/stalwart", "identity/keycloak", "files/sample-objects"])
      expect(standby).not.toContain(id);
    expect(at("load.eu-west-par-cpu").because).not.toContain("compare-replicas");
  });

  test("mail is shown under both usage assumptions, files have one estimate only", () => {
    expect(plan.buckets["mail"]?.otherwise?.value).toBe(Math.ceil(4200 * 3380 * 1.1));
    expect(plan.buckets["files"]).not.toHaveProperty("otherwise");
  });

  test("the total is the sum of its lines, and nothing is left out", () => {
    const lines = Object.values(plan.cost.lines).map(({ monthly }) => ("value" in monthly ? monthly.value : NaN));
    expect(plan.cost.total.value).toBeCloseTo(
      lines.reduce((sum, value) => sum + value, 0),
      2,
    );
    expect(plan.cost.atLeast).toBe(false);
    expect(plan.cost.perUser.value).toBeCloseTo(plan.cost.total.value / 4200, 4);
  });

  test("everything that the ledger entered stands at its path", () => {
    // A number at another path than the one it was entered under would make `from` lead to something else.
    const unused = Object.keys(plan.figures).filter(
      (id) => ![...numbers.values()].some(({ from }) => from.includes(`figures.${id}`)),
    );
    expect(unused).toEqual([]);
  });
});
