import { Refusal, shared, warmStandby, type Plan } from "bestek";
import { planEnvironment, planMistakes } from "../../planning";
import { basis, brussels, gravelines, milan, municipality, ownCluster, paris, pro } from "./sample-environments";
import { objectSampler } from "../../suites/replica-comparison";

const nodes = (plan: Plan, site: string) => plan.sites[site]?.pools["general"]?.nodes.value;

describe("places other than three zones of OVHcloud", () => {
  test("one zone: a pair of databases, and at least three nodes", () => {
    const plan = planEnvironment(
      municipality({ site: gravelines, recovery: basis, users: { count: 10, usage: "seed" } }),
    );
    expect(plan.sites["gra11"]?.zones.value).toBe(1);
    expect(plan.databases["postgres"]?.instances.value).toBe(2);
    expect(plan.services["mail"]?.workloads["stalwart"]?.replicas.value).toBe(2);
    expect(nodes(plan, "gra11")).toBeGreaterThanOrEqual(3);
    expect(plan.cost.lines["gra11-control-plane"]?.monthly).toMatchObject({ value: 0 });
  });

  test("a region without prices: every line that has none is undecided, and the total reads at least", () => {
    const plan = planEnvironment(municipality({ site: brussels, recovery: basis }));
    expect(plan.cost.lines["belgiumcentral-nodes-general"]?.monthly).toMatchObject({
      undecided: true,
      because: expect.stringContaining("without a known price"),
    });
    expect(plan.cost.atLeast).toBe(true);
    expect(plan.cost.total.because).toContain("at least");
    expect(plan.sites["belgiumcentral"]?.pools["general"]?.nodes.because).toContain("no machine has a known price");
    expect(planMistakes(plan)).toEqual([]);
  });

  test("the customer's own cluster: its demand is known, its nodes and their price are not ours to invent", () => {
    const plan = planEnvironment(municipality({ site: ownCluster, recovery: basis }));
    const site = plan.sites["townhall"];
    expect(site?.pools).toEqual({});
    expect(site?.demand.cpu.value).toBeGreaterThan(50_000);
    expect(plan.cost.lines["townhall-cluster"]?.monthly).toHaveProperty("undecided", true);
    expect(plan.cost.atLeast).toBe(true);
    expect(plan.services["files"]?.workloads["web"]?.cpuLimit.value).toBe(16_000);
    expect(planMistakes(plan)).toEqual([]);
  });

  test("more users than the largest machine can serve are refused with the way out", () => {
    const plan = () => planEnvironment(municipality({ users: { count: 100_000, usage: "seed" } }));
    expect(plan).toThrow(Refusal);
    expect(plan).toThrow(
      /users\.count: 100000 needs postgres\/instance of .* which no machine of ovh in EU-WEST-PAR holds/,
    );
  });
});

describe("failover", () => {
  const failedOver = planEnvironment(
    municipality({ recovery: warmStandby({ site: milan, archive: "GRA", active: "standby" }) }),
  );
  const normal = planEnvironment(municipality({ recovery: pro }));

  test("changes the roles of no site, and moves the load to the one that serves", () => {
    expect(failedOver.sites["eu-west-par"]?.role).toBe("primary");
    // Nothing is copied to a site that may be gone, and so nobody draws samples.
    const samplers = Object.values(normal.services).reduce(
      (sum, { workloads }) => sum + (workloads[objectSampler]?.cpuRequest.value ?? 0),
      0,
    );
    expect(samplers).toBeGreaterThan(0);
    expect(failedOver.load["eu-south-mil-cpu"]?.value).toBe((normal.load["eu-west-par-cpu"]?.value ?? 0) - samplers);
    expect(nodes(failedOver, "eu-south-mil")).toBe(nodes(normal, "eu-west-par"));
  });

  test("the standby may grow to what it takes over", () => {
    const most = normal.sites["eu-south-mil"]?.pools["general"]?.maximumNodes.value ?? 0;
    expect(most).toBeGreaterThanOrEqual(nodes(failedOver, "eu-south-mil") ?? Infinity);
  });

  test("leaves what services need as it was", () => {
    expect(failedOver.services["mail"]?.workloads["stalwart"]?.replicas.value).toBe(
      normal.services["mail"]?.workloads["stalwart"]?.replicas.value,
    );
  });
});

describe("shared tenancy", () => {
  const plan = planEnvironment(
    municipality({
      site: paris,
      users: { count: 3000, usage: "seed" },
      tenancy: shared({
        customer: "Region Zuid",
        domain: "zuid.example.eu",
        tenants: {
          north: { customer: "North", domain: "north.example.eu", users: 2000 },
          south: { customer: "South", domain: "south.example.eu", users: 1000 },
        },
      }),
    }),
  );

  test("a service that runs an instance per tenant is sized by the tenant's users", () => {
    expect(plan.facts["tenant-north-users"]).toMatchObject({ value: 2000 });
    expect(plan.services["north-files"]?.workloads["web"]?.replicas.value).toBe(5);
    expect(plan.services["south-files"]?.workloads["web"]?.replicas.value).toBe(3);
    expect(Object.keys(plan.buckets)).toEqual(
      expect.arrayContaining(["north-files", "south-files", "north-mail", "south-mail", "postgres-archive"]),
    );
    expect(plan.buckets["north-files"]?.service).toBe("north-files");
  });

  test("one that serves everyone runs once", () => {
    expect(plan.services["identity"]).toBeDefined();
    expect(plan.services["north-identity"]).toBeUndefined();
  });

  test("and explains itself all the same", () => {
    expect(planMistakes(plan)).toEqual([]);
  });
});
