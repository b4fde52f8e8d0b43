import { explain, planEnvironment } from "../../planning";
import { municipality } from "./sample-environments";

const plan = planEnvironment(municipality());

describe("bestek plan --why", () => {
  test("prints the chain of a number down to facts and figures", () => {
    expect(explain(plan, "services.mail.workloads.stalwart.minimumAvailable").split("\n")).toEqual([
      "services.mail.workloads.stalwart.minimumAvailable = 3 replicas",
      "    disruption-budget: 4 replicas - 1: the spare one may be away, the ones that the users need may not",
      "  services.mail.workloads.stalwart.replicas = 4 replicas",
      "      replicas-per-users: 4200 users / 1500 users/replica = 3, + 1 so that a lost replica or an update does not cut into the peak",
      "    facts.users = 4200 users",
      "        fact: named users of all tenants",
      '        source: environment, environment "zuid": users.count, undated',
      "    figures.mail-stalwart-users-per-replica = 1500 users/replica",
      "        figure: named users one Stalwart node serves at the planned peak",
      "        source: estimate, the vendor publishes no figure per mailbox; to be replaced by a load test, 2026-11-21",
      "    figures.minimum-replicas = 2 replicas",
      "        figure: least replicas of a stateless workload, so that a node can be drained without an outage",
      "        source: decision, bestek planning decisions, 2026-11-21",
      "    sites.eu-west-par.zones = 3 zones",
      "        zones-of-region: 3 zones: zones of EU-WEST-PAR: eu-west-par-a, eu-west-par-b, eu-west-par-c",
      "      figures.ovh-eu-west-par-zones = 3 zones",
      "          figure: zones of EU-WEST-PAR: eu-west-par-a, eu-west-par-b, eu-west-par-c",
      "          source: documentation, OVHcloud docs: Managed Kubernetes plans and regions, 2026-02-03",
      "    figures.quorum-replicas = 3 replicas",
      "        figure: members of a quorum and instances of a database cluster: one for each of three zones",
      "        source: decision, bestek planning decisions, 2026-11-21",
    ]);
  });

  test("prints sizes as people read them and as they are", () => {
    expect(explain(plan, "databases.postgres.storage")).toContain("databases.postgres.storage = 323 GiB (330752 MiB)");
  });

  test("says what would decide a number that nobody knows", () => {
    expect(explain(plan, "recovery.loss.bucket-mail").split("\n").slice(0, 3)).toEqual([
      "recovery.loss.bucket-mail = undecided (s)",
      "    replication-loss: OVH documents about 15 minutes, no contract",
      "    way out: accept it by name and date in recovery.accepts, or keep the objects in Garage over three sites",
    ]);
  });

  test("tells every chain once, even of the total", () => {
    const text = explain(plan, "cost.total");
    expect(text.split("\n").filter((line) => line.trim().startsWith("node-packing:"))).toHaveLength(2);
    expect(text).toContain("(see above)");
    expect(text).toContain("figures.ovh-b3-64-price-eu-west-par");
  });

  test("refuses an unknown path and names the nearest", () => {
    expect(() => explain(plan, "services.mail.workloads.stalwart.replica")).toThrow(
      "is no number of this plan\n  → use one of: services.mail.workloads.stalwart.replicas",
    );
    expect(() => explain(plan, "cost.totl")).toThrow("cost.total");
    expect(() => explain(plan, "services.mail")).toThrow("services.mail.workloads");
  });
});
