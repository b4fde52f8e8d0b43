import type { Cloud } from "../catalog";
import { standbyOf, type Environment } from "../environments/schema";
import { describe, seconds, type Decided } from "../language";
import { assumptions } from "./assumptions";
import type { Ledger } from "./ledger";
import type { ServiceInstance } from "./service-instances";

/** What decides how objects are copied. */
export type ReplicationFacts = Pick<Environment, "site" | "recovery" | "parts">;

/** How a bucket's objects reach the place that survives the site. */
type Replication =
  | { readonly kind: "provider"; readonly cloud: Cloud }
  | { readonly kind: "none"; readonly because: string; readonly wayOut: string };

function replicationOf({ site, recovery, parts }: ReplicationFacts): Replication {
  const standby = standbyOf({ recovery })?.site;
  if (standby === undefined) {
    return {
      kind: "none",
      because: "a single site keeps no second copy of its buckets: with the region all of them would be lost",
      wayOut:
        "choose warmStandby, or copy the bucket into the off-site region by a job of your own and measure its lag",
    };
  }
  if (parts.objects !== "provider") {
    return {
      kind: "none",
      because: `${parts.objects} publishes no bound for the lag between sites, and two sites are no quorum`,
      wayOut: "test the lag in a drill, or keep the objects with the provider",
    };
  }
  if (site.kind === "existing" || standby.kind !== site.kind) {
    return {
      kind: "none",
      because: `no provider copies objects from ${site.kind} to ${standby.kind}`,
      wayOut: "choose both sites at one provider, or run a copy job of your own and measure its lag",
    };
  }
  return { kind: "provider", cloud: site.kind };
}

/** What the loss of the site costs of one bucket. `store` is the name under which a figure without a contract is accepted. */
export function bucketLoss(
  ledger: Ledger,
  path: string,
  store: string,
  { users }: ServiceInstance,
  environment: ReplicationFacts,
): Decided<"s"> {
  const replication = replicationOf(environment);
  switch (replication.kind) {
    case "none": {
      const { because, wayOut } = replication;
      return ledger.undecided(path, "s", { rule: "replication-loss", from: [users], because, wayOut });
    }
    case "provider":
      return providerLoss(ledger, path, store, replication.cloud, environment.recovery);
  }
}

/** The lag is a contract on AWS; elsewhere it is undecided until someone accepts it by name. */
function providerLoss(
  ledger: Ledger,
  path: string,
  store: string,
  cloud: Cloud,
  { accepts }: Environment["recovery"],
): Decided<"s"> {
  const lag = ledger.figure(`${cloud}-replication-lag`, replicationLag[cloud]);
  const open = withoutContract(cloud);
  if (open === undefined) {
    return ledger.derive(path, seconds(lag.value), {
      rule: "replication-loss",
      from: [lag],
      because: `${describe(lag)}: ${lag.because}`,
    });
  }
  const acceptance = accepts.find((accepted) => accepted.store === store);
  return acceptance === undefined
    ? ledger.undecided(path, "s", { rule: "replication-loss", from: [lag], ...open })
    : ledger.derive(path, seconds(lag.value), {
        rule: "accepted-loss",
        from: [lag],
        because: `${describe(lag)}, not promised by a contract (${open.because}); accepted by ${acceptance.by} on ${acceptance.on}`,
      });
}

const replicationLag = {
  ovh: assumptions.ovhReplicationLag,
  azure: assumptions.azureReplicationLag,
  aws: assumptions.awsReplicationLag,
} as const;

function withoutContract(cloud: Cloud): { readonly because: string; readonly wayOut: string } | undefined {
  switch (cloud) {
    case "ovh":
      return {
        because: "OVH documents about 15 minutes, no contract",
        wayOut: "accept it by name and date in recovery.accepts, or keep the objects in Garage over three sites",
      };
    case "azure":
      return {
        because: "Azure promises 15 minutes only under priority replication, which Terraform can't switch on",
        wayOut: "switch priority replication on by hand, then accept it by name and date in recovery.accepts",
      };
    case "aws":
      return undefined;
  }
}
