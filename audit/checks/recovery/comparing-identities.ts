import type { Finding } from "../../check";
import type { Facts } from "../../facts";
import { at, listAt, textAt } from "../../facts/json";
import { grouped } from "../../grouped";
import { oncePerObject } from "../../once-per-object";
import { identitiesOf, readingRole, type GrantFact, type PodIdentityFact } from "../../recovery/pod-identities";
import type { ReplicaLook } from "../../recovery/replica-looks";
import { toldIdentity } from "../../recovery/told-identity";
import { podTemplates, type PodTemplate } from "../../workloads/pod-template";

/**
 * What is wrong with how a job at Azure gets at the copies that it compares: with an identity that it shares with nobody, and that may read those containers and
 * nothing else. Judged at the site that serves as well, where the job is at rest.
 */
export function identityFindings(facts: Facts, look: ReplicaLook, buckets: readonly string[]): readonly Finding[] {
  const beside = podsOf(facts).get(placeOf(look)) ?? [];
  const pod = beside.find(({ object }) => object === look.object);
  const account = textAt(pod?.spec, "serviceAccountName") ?? "default";
  const lent = identitiesOf(facts, look.site, look.namespace, account);
  const variables = listAt(listAt(pod?.spec, "containers")[0], "env");
  const told = toldIdentity(
    facts,
    look,
    variables.find((variable) => textAt(variable, "name") === "AZURE_CLIENT_ID"),
  );
  const own = lent.find(({ object }) => object === told);
  const finding = (where: string, value: string, why: string): Finding => findingAt(look.object, where, value, why);
  return [
    ...(pod?.labels["azure.workload.identity/use"] === "true"
      ? []
      : [finding("metadata.labels", "azure.workload.identity/use", "is missing, so that its pods get no token")]),
    ...variables
      .filter((variable) => at(variable, "valueFrom", "secretKeyRef") !== undefined)
      .map((variable) => finding("env", textAt(variable, "name") ?? "", "is a key: it was to sign in as itself")),
    ...beside
      .filter(({ object, spec }) => object !== look.object && textAt(spec, "serviceAccountName") === account)
      .map(({ object }) => finding("serviceAccountName", object, "has the same account, and so may what it may")),
    ...(own === undefined
      ? [
          finding(
            "AZURE_CLIENT_ID",
            account,
            "leads to no identity that is lent to this account in the site's own cluster",
          ),
        ]
      : unread(own, buckets).map((bucket) =>
          finding("AZURE_CLIENT_ID", bucket, "may not be read as what it signs in"),
        )),
    ...lent.flatMap((identity) => [
      ...loanFindings(identity, `${look.site}/${look.namespace}/${account}`),
      ...identity.grants.flatMap((grant) => grantFindings(grant, buckets)),
    ]),
  ];
}

const unread = ({ grants }: PodIdentityFact, buckets: readonly string[]): readonly string[] =>
  buckets.filter((bucket) => !grants.some(({ role, container }) => role === readingRole && container === bucket));

const findingAt = (object: string, where: string, value: string, why: string): Finding => ({
  where: `${object}: ${where}`,
  value,
  why,
  wayOut: "synthesize the comparison, and what it signs in as, again",
});

/** Whom the identity is lent to beside the job. */
const loanFindings = ({ object, lentTo }: PodIdentityFact, borrower: string): readonly Finding[] =>
  lentTo
    .filter((other) => other !== borrower)
    .map((other) =>
      findingAt(object, "azurerm_federated_identity_credential", other, "is lent what a comparison signs in as"),
    );

function grantFindings({ object, role, scope, container }: GrantFact, buckets: readonly string[]): readonly Finding[] {
  return [
    ...(role === readingRole
      ? []
      : [
          findingAt(
            object,
            "role_definition_name",
            role ?? "none",
            "is not known to be reading alone: who compares changes nothing",
          ),
        ]),
    ...(container === undefined
      ? [findingAt(object, "scope", scope, "holds for more than one container")]
      : buckets.includes(container)
        ? []
        : [findingAt(object, "scope", container, "is no container that the job compares")]),
  ];
}

const placeOf = ({ site, namespace }: Pick<ReplicaLook, "site" | "namespace">): string => `${site}/${namespace}`;

const podsOf = oncePerObject((facts: Pick<Facts, "kubernetes">): ReadonlyMap<string, readonly PodTemplate[]> =>
  grouped(podTemplates(facts), ({ fact, namespace }) => placeOf({ site: fact.site, namespace })),
);
