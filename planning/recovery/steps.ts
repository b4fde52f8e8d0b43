import { recoveryFigures, recoverySteps } from "../../catalog";
import { describe, seconds, type Decided, type Derived, type Failure, type Figure } from "../../language";
import { figureId, type Ledger } from "../ledger";
import { hasStandby, type RecoveryContext } from "./recovery-context";

/** Steps in their order. */
export type Steps = Readonly<Record<string, Decided<"s">>>;

/** What every store waits for after a failure. */
export function enterSteps(ledger: Ledger, failure: Failure, context: RecoveryContext): Steps {
  const path = `recovery.failures.${failure}.steps`;
  switch (failure) {
    case "pod":
      return entered(ledger, path, "cluster-heals", recoverySteps.clusterHeals);
    case "datacentre": {
      const { world } = context;
      const entry: Readonly<Record<string, Figure<"s">>> =
        world.kind === "existing" ? {} : { [`entry-${world.cloud}`]: recoveryFigures.entry[world.cloud] };
      return entered(ledger, path, "cluster-heals", { ...entry, ...recoverySteps.clusterHeals });
    }
    case "region":
      return { ...regionSteps(ledger, path, context), ...dnsStep(ledger, `${path}.dns`, context) };
    case "mistake":
      return entered(ledger, path, "people-restore", recoverySteps.peopleRestore);
    case "ransomware": {
      const { provision, applications } = recoverySteps.siteIsBuilt;
      return {
        decide: ledger.undecided(`${path}.decide`, "s", {
          rule: "recovery-step",
          from: [],
          because: "how long it takes to find the way in, and a backup from before it, nobody knows",
          wayOut: "hold a drill, and keep its date",
        }),
        ...entered(ledger, path, "site-is-built", { provision, applications }),
      };
    }
  }
}

function regionSteps(ledger: Ledger, path: string, context: RecoveryContext): Steps {
  const { dns: _, ...steps } = hasStandby(context) ? recoverySteps.standbyTakesOver : recoverySteps.siteIsBuilt;
  return entered(ledger, path, hasStandby(context) ? "standby-takes-over" : "site-is-built", steps);
}

/** Our own zone is changed by us; a customer's by its keeper, who has promised nothing until someone says so by name. */
function dnsStep(ledger: Ledger, path: string, { environment: { dns, recovery } }: RecoveryContext): Steps {
  switch (dns.kind) {
    case "provider-zone": {
      return { dns: step(ledger, path, ledger.figure("dns-switch", recoverySteps.standbyTakesOver.dns)) };
    }
    case "customer": {
      const keeper = ledger.figure("customer-dns", recoveryFigures.customerDns);
      const acceptance = recovery.accepts.find(({ store }) => store === "dns");
      return {
        dns:
          acceptance === undefined
            ? ledger.undecided(path, "s", {
                rule: "recovery-step",
                from: [keeper],
                because: "the customer keeps the zone, and nobody has promised when new records are published",
                wayOut: `accept ${describe(keeper)} by name and date in recovery.accepts as store "dns", or use a zone of the provider`,
              })
            : ledger.derive(path, seconds(keeper.value), {
                rule: "accepted-step",
                from: [keeper],
                because: `${describe(keeper)}, not promised by a contract; accepted by ${acceptance.by} on ${acceptance.on}`,
              }),
      };
    }
  }
}

const entered = (ledger: Ledger, path: string, group: string, steps: Readonly<Record<string, Figure<"s">>>): Steps =>
  Object.fromEntries(
    Object.entries(steps).map(([name, stated]) => [
      name,
      step(ledger, `${path}.${name}`, ledger.figure(figureId(group, name), stated)),
    ]),
  );

const step = (ledger: Ledger, path: string, figure: Derived<"s">): Derived<"s"> =>
  ledger.derive(path, seconds(figure.value), {
    rule: "recovery-step",
    from: [figure],
    because: `${describe(figure)}: ${figure.because}`,
  });
