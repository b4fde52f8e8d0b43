import type { Facts } from "../../../../audit/facts";
import { listAt, membersAt, textAt, type Json } from "../../../../audit/facts/json";
import { siteOfStack } from "../../../../audit/facts/stack-name";
import type { ApiClient } from "../../../../simulation/kubernetes/api-client";
import { eventually } from "../../harness/until";
import { Admission, type Candidate } from "./admission";
import { define } from "./cluster";
import { constraintDefinition } from "./constraint-definitions";
import { foreignSecrets } from "./foreign-secrets";
import { sitePods } from "./site-pods";
import { objectOf } from "./terraform-objects";

/** What judges others, or what others need in order to be judged: made before them, in this order. */
const first = [
  ["Namespace"],
  [
    "ClusterRole",
    "LimitRange",
    "PriorityClass",
    "ResourceQuota",
    "Role",
    "RuntimeClass",
    "ServiceAccount",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
  ],
  ["ClusterRoleBinding", "RoleBinding"],
] as const;

const isFirst = (kind: string): boolean => first.flat().some((one) => one === kind);

/** What an API server said of everything that one site's files hold. */
export interface SiteAdmission {
  /** Objects of our charts and of the stacks, and pods. */
  readonly admitted: number;
  readonly pods: number;
  /** Refusals, warnings, and accounts that may read another namespace's secrets; empty where all is well. */
  readonly objections: readonly string[];
}

/**
 * Takes a site to an empty cluster: namespaces, quotas, limits and policies are really made, so that they judge what follows; all other objects are
 * judged; and every pod that the workloads ask for at their largest is really made, so that quotas count. What webhooks would say
 * is not asked: nobody runs them here.
 */
export async function admitSite(
  client: ApiClient,
  definitions: readonly Json[],
  facts: Facts,
  site: string,
): Promise<SiteAdmission> {
  const candidates = candidatesOf(facts, site);
  const kindOf = ({ object }: Candidate): string => textAt(object, "kind") ?? "";
  const objects = candidates.map(({ object }) => object);
  await define(client, definitionsOf(definitions, objects));
  const admission = new Admission(client);
  await admission.learnKinds();
  for (const kinds of first)
    await admission.create(candidates.filter((candidate) => kinds.some((kind) => kind === kindOf(candidate))));
  await admission.create(accountsOfCharts(facts, candidates));
  await quotasCount(client);
  await admission.judge(candidates.filter((candidate) => !isFirst(kindOf(candidate))));
  const pods = sitePods(facts, site);
  await admission.create(pods);
  return {
    admitted: admission.admitted,
    pods: pods.length,
    objections: [...admission.objections, ...(await foreignSecrets(client, facts, site))],
  };
}

/** Accounts that charts of others make beside ours, as their footprints declare: a pod of ours may run as one of them. Where a cloud binds one, it is ours. */
const accountsOfCharts = ({ footprints }: Facts, candidates: readonly Candidate[]): readonly Candidate[] => {
  const ofKind = (kind: string): readonly Candidate[] =>
    candidates.filter(({ object }) => textAt(object, "kind") === kind);
  const namespaces = ofKind("Namespace").map(({ object }) => textAt(object, "metadata", "name"));
  const ours = new Set(
    ofKind("ServiceAccount").map(
      ({ namespace, object }) =>
        `${textAt(object, "metadata", "namespace") ?? namespace}/${textAt(object, "metadata", "name") ?? ""}`,
    ),
  );
  return Object.entries(footprints).flatMap(([id, { namespace, pods }]) =>
    namespaces.includes(namespace)
      ? [...new Set(Object.values(pods).flatMap(({ account }) => account ?? []))]
          .filter((name) => !ours.has(`${namespace}/${name}`))
          .map((name) => ({
            id: `${id} ServiceAccount ${name}`,
            namespace,
            object: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } },
          }))
      : [],
  );
};

/**
 * Of all definitions, those of kinds that the objects have, and those that Gatekeeper makes of their templates. Definitions of kinds that no object
 * has would change nothing but the time it takes.
 */
export function definitionsOf(definitions: readonly Json[], objects: readonly Json[]): readonly Json[] {
  const groupAndKind = (group: string | undefined, kind: string | undefined): string => `${group ?? ""} ${kind ?? ""}`;
  const used = new Set(
    objects.map((object) => groupAndKind(textAt(object, "apiVersion")?.split("/")[0], textAt(object, "kind"))),
  );
  return [
    ...definitions.filter((definition) =>
      used.has(groupAndKind(textAt(definition, "spec", "group"), textAt(definition, "spec", "names", "kind"))),
    ),
    ...objects.filter((object) => textAt(object, "kind") === "ConstraintTemplate").map(constraintDefinition),
  ];
}

function candidatesOf(facts: Facts, site: string): readonly Candidate[] {
  const sites = Object.keys(facts.plan.sites);
  const namespaces = new Map(
    Object.values(facts.releases)
      .filter((release) => release.site === site)
      .map(({ name, namespace }) => [name, namespace]),
  );
  return [
    ...Object.entries(facts.kubernetes).flatMap(([id, { site: its, release, namespace, object }]): Candidate[] =>
      its === site ? [{ id, namespace: namespace ?? namespaces.get(release) ?? "default", object }] : [],
    ),
    ...Object.entries(facts.terraform).flatMap(([id, fact]): Candidate[] => {
      const object = siteOfStack(fact.stack, sites) === site ? objectOf(fact) : undefined;
      return object === undefined ? [] : [{ id, namespace: "default", object }];
    }),
  ];
}

/** Until the controller has counted, a quota refuses everything as unknown. */
const quotasCount = (client: ApiClient): Promise<boolean> =>
  eventually(
    async () => {
      const { body } = await client.send({ method: "GET", path: "/api/v1/resourcequotas" });
      return listAt(body, "items").every((quota) => membersAt(quota, "status", "hard").length > 0);
    },
    (counted) => counted,
  );
