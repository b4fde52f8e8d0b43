import { defineService, warmStandby, type Decided, type EnvironmentFacts, noveu } from "bestek";
import { planEnvironment } from "../../planning";
import { amsterdam, basis, dublin, frankfurt, municipality } from "./sample-environments";

const costOf = (changes: Partial<EnvironmentFacts>) => planEnvironment(municipality(changes)).cost;
const line = (cost: ReturnType<typeof costOf>, id: string): Decided<"EUR/month"> | undefined => cost.lines[id]?.monthly;

describe("what a month costs", () => {
  test("dollars become euros at the dated rate, which stands among the inputs", () => {
    const control = line(costOf({ site: amsterdam, recovery: basis }), "westeurope-control-plane");
    // 0.10 USD x 730 h x 0.890869.
    expect(control).toMatchObject({ value: 65.03 });
    expect(control?.from).toEqual(expect.arrayContaining(["figures.eur-per-usd", "figures.hours-per-month"]));
    expect(control?.because).toContain("0.1 USD/hour x 730 x 0.890869");
  });

  test("euros do not", () => {
    const control = line(costOf({ recovery: basis }), "eu-west-par-control-plane");
    expect(control).toMatchObject({ value: 65.7 });
    expect(control?.from).not.toContain("figures.eur-per-usd");
  });

  test("volumes are billed by the GiB, for every instance", () => {
    const cost = costOf({ recovery: basis });
    // (3 x 323 + 2 x 50 + 3 x 1 + 3 x 10 + 3 x 10 + 20) GiB and 3 x 2,458 MiB, x 0.0869 EUR.
    expect(line(cost, "eu-west-par-volumes")).toMatchObject({ value: 100.73 });
  });

  test("snapshots are counted as large as their volumes, where data are written", () => {
    const cost = costOf({});
    const snapshots = line(cost, "eu-west-par-volume-snapshots");
    // 2 x 323 GiB x 0.04 EUR.
    expect(snapshots).toMatchObject({ value: 25.84 });
    expect(snapshots?.from).toContain("figures.ovh-volume-snapshot-price-eu-west-par");
    expect(line(cost, "eu-south-mil-volume-snapshots")).toBeUndefined();
  });

  test("a single site keeps its archive elsewhere and no locked copy of it", () => {
    const cost = costOf({ recovery: basis });
    expect(line(cost, "eu-west-par-archive")?.from).toContain("figures.ovh-objects-price-sbg");
    expect(line(cost, "eu-west-par-locked")).toBeUndefined();
  });

  test("two sites: replicas at the other one, the archive in its region, a locked copy in the third", () => {
    const cost = costOf({});
    expect(cost.lines["eu-south-mil-bucket-mail"]?.what).toBe("Bucket mail, replica");
    expect(line(cost, "eu-west-par-archive")?.from).toContain("figures.ovh-objects-price-eu-south-mil");
    expect(line(cost, "eu-west-par-locked")?.from).toContain("figures.ovh-objects-price-gra");
    expect(line(cost, "eu-south-mil-archive")).toBeUndefined();
  });

  test("an unknown price makes one line undecided, and the total at least what the others cost", () => {
    const cost = costOf({ site: dublin, recovery: warmStandby({ site: frankfurt, archive: "GRA" }) });
    expect(line(cost, "eu-central-1-load-balancers")).toMatchObject({
      undecided: true,
      because: "1 of load balancer, size network without a known price: read for Ireland only",
    });
    expect(cost.atLeast).toBe(true);
    expect(cost.total.because).toMatch(/^\d+ of \d+ lines have a price, so that the total is at least this$/);
    expect(cost.perUser.because).toMatch(/^at least /);
    expect(cost.total.from).toContain("cost.lines.eu-central-1-load-balancers.monthly");
  });

  test("at Azure, too, every zone has a gateway of its own, with an address", () => {
    const { cost, load } = planEnvironment(municipality({ site: amsterdam, recovery: basis }));
    // 3 x 0.045 USD x 730 h x 0.890869.
    expect(line(cost, "westeurope-gateways")).toMatchObject({ value: 87.8 });
    expect(load["westeurope-addresses"]?.value).toBe(4);
  });

  test("nodes start from disks that are paid, but for those that come with the machine", () => {
    const { cost, sites } = planEnvironment(municipality({ site: amsterdam, recovery: basis }));
    const nodes = sites["westeurope"]?.pools["general"]?.nodes.value ?? 0;
    // 128 GiB x 0.1694 USD x 0.890869 for each node.
    expect(line(cost, "westeurope-system-disks")).toMatchObject({
      value: Math.round(nodes * 128 * 0.1694 * 0.890869 * 100) / 100,
    });
    expect(line(costOf({ recovery: basis }), "eu-west-par-system-disks")).toBeUndefined();
  });

  test("keys are counted where they can be, and logs are named without a number", () => {
    const atAws = costOf({ site: dublin, recovery: basis });
    // Of the cluster, logs, disks, objects here and copied, backups, and the seal, each 1 USD.
    expect(line(atAws, "eu-west-1-keys")).toMatchObject({ value: 6.24 });
    expect(line(atAws, "eu-west-1-logs")).toMatchObject({
      undecided: true,
      because: expect.stringMatching(/^not counted, flow log of the network .*: paid by what is written/),
    });
    expect(line(costOf({ site: amsterdam, recovery: basis }), "westeurope-keys")).toMatchObject({ undecided: true });
    expect(line(costOf({ recovery: basis }), "eu-west-par-keys")).toMatchObject({ value: 0.06 });
    expect(line(costOf({ recovery: basis }), "eu-west-par-logs")).toBeUndefined();
  });

  test("on AWS every zone has a gateway of its own", () => {
    const cost = costOf({ site: dublin, recovery: basis });
    // 3 x 0.048 USD x 730 h x 0.890869.
    expect(line(cost, "eu-west-1-gateways")).toMatchObject({ value: 93.65 });
  });
});

test("more ports than one load balancer of OVHcloud opens take a second one", () => {
  const suite = noveu();
  const { mail } = suite.services;
  if (mail === undefined) throw new Error("the suite has no mail");
  const many = defineService({
    ...mail,
    exposes: [
      ...mail.exposes,
      ...[2001, 2002, 2003, 2004, 2005].map((publicPort) => ({
        kind: "tcp" as const,
        label: "mail",
        publicPort,
        workload: "stalwart",
        port: "smtp",
      })),
    ],
  });
  const plan = planEnvironment(municipality({ suite: { ...suite, services: { ...suite.services, mail: many } } }));
  expect(plan.load["eu-west-par-load-balancers"]?.value).toBe(2);
});
