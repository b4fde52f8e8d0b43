import { Refusal, type Mistake } from "../../language";
import { crossMistakes, userCount } from "./cross-checks";
import { suiteWithObjectCopies } from "../../suites/object-copy";
import { suiteWithObjectCounts } from "../../suites/object-count";
import { suiteWithObjectGateways } from "../../suites/object-gateway";
import { suiteWithReplicaComparisons } from "../../suites/replica-comparison";
import { withEventBus, withKafka } from "../../suites/with-event-bus";
import { objectStore } from "../../suites/platform";
import { environmentSchema, type Environment, type EnvironmentFacts } from "./environment";
import { comparedCloud } from "./compared-cloud";
import { mistakesOf } from "./mistakes";
import { carriesObjects } from "./object-carrier";
import { tierOf } from "./recovery";

/**
 * Reads one page of facts. Returns the environment, frozen; throws a Refusal with every mistake where a fact
 * is missing, unknown, outside the EU or at odds with another.
 */
export function defineEnvironment(facts: EnvironmentFacts): Environment {
  const parsed = environmentSchema.safeParse(facts);
  if (!parsed.success) throw new Refusal(subjectOf(facts), mistakesOf(parsed.error, facts));
  const mistakes = crossMistakes(parsed.data);
  if (mistakes.length > 0) throw new Refusal(subjectOf(facts), mistakes);
  const users = { ...parsed.data.users, count: userCount(parsed.data) ?? 0 };
  return Object.freeze({ ...parsed.data, users, suite: suiteAt(parsed.data), facts });
}

type Chosen = Pick<Environment, "suite" | "site" | "parts" | "recovery" | "tenancy" | "postgresql">;

/** The suite with what its place and its parts bring along; the facts keep it as it was written. */
const suiteAt = (chosen: Chosen): Environment["suite"] =>
  signedInBy(behind(onBus(withStore(chosen), chosen), chosen), chosen);

/** The gateway that the suite's services stand behind. */
function behind(suite: Environment["suite"], { parts }: Chosen): Environment["suite"] {
  switch (parts.gateway) {
    case "envoy":
      return suite;
    case "kong":
      return { ...suite, gateway: "kong" };
  }
}

/** What signs people in to the suite's services. */
function signedInBy(suite: Environment["suite"], { parts }: Chosen): Environment["suite"] {
  switch (parts.identity) {
    case "keycloak":
      return suite;
    case "authentik":
      return { ...suite, identity: "authentik" };
  }
}

/** The bus that the suite's topics are declared on. */
function onBus(suite: Environment["suite"], { parts, tenancy }: Chosen): Environment["suite"] {
  switch (parts.bus) {
    case "nats":
      return withEventBus(suite, tenancy);
    case "kafka":
      return withKafka(suite, tenancy);
  }
}

function withStore({ suite: written, site, parts, recovery, tenancy, postgresql }: Chosen): Environment["suite"] {
  const counted = suiteWithObjectCounts(written, tenancy, postgresql);
  const cloud = comparedCloud({ site, recovery, parts });
  const suite = cloud === undefined ? counted : suiteWithReplicaComparisons(counted, cloud);
  const kept = carriesObjects({ site, parts }) ? suiteWithObjectCopies(suite, tierOf(recovery)) : suite;
  switch (parts.objects) {
    case "provider":
      return suiteBesideProvider({ suite: kept, site, tenancy });
    case "rook":
      return kept;
    case "garage": {
      const store = objectStore(Object.values(suite.services), tenancy);
      return store === undefined ? kept : { ...kept, services: { ...kept.services, [store.name]: store } };
    }
  }
}

/** Azure's blobs speak no S3: services find a gateway beside them. */
function suiteBesideProvider({
  suite,
  site,
  tenancy,
}: Pick<Chosen, "suite" | "site" | "tenancy">): Environment["suite"] {
  switch (site.kind) {
    case "azure":
      return suiteWithObjectGateways(suite, tenancy);
    case "ovh":
    case "aws":
    case "existing":
      return suite;
  }
}

/** What `stage` changes: the name always, users often, any other fact where it differs. */
export type StageChanges = Partial<Omit<EnvironmentFacts, "name" | "stage" | "users">> & {
  readonly name: string;
  readonly stage?: EnvironmentFacts["stage"];
  /** Named users of the stage; usage stays as it is. */
  readonly users?: number;
};

/** Another stage of the same customer: the same facts, smaller or elsewhere. Default stage: acceptance. */
export function stage(production: Environment, { users, ...changes }: StageChanges): Environment {
  const { facts } = production;
  return defineEnvironment({
    ...facts,
    stage: "acceptance",
    ...changes,
    users: users === undefined ? facts.users : { ...facts.users, count: users },
  });
}

/** Mistakes between environments that are deployed side by side. */
export function neighbourMistakes(environments: readonly Pick<Environment, "name">[]): readonly Mistake[] {
  return environments.flatMap(({ name }, index) =>
    environments.flatMap(({ name: other }, position) => {
      if (position >= index && other === name) return [];
      if (other === name) {
        return [
          { where: "name", value: name, why: "is the name of two environments", wayOut: "give each its own name" },
        ];
      }
      return name.startsWith(other)
        ? [
            {
              where: "name",
              value: name,
              why: `starts with the name of environment "${other}"`,
              wayOut: `rename one of them: "cdktf deploy '${other}*'" would deploy both`,
            },
          ]
        : [];
    }),
  );
}

const subjectOf = (facts: unknown): string =>
  typeof facts === "object" && facts !== null && "name" in facts && typeof facts.name === "string"
    ? `environment "${facts.name}"`
    : "environment";
