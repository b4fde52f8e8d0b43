import { pen, type Check, type Verdict } from "../../check";
import type { Facts } from "../../facts";
import { listAt, textAt } from "../../facts/json";
import { databaseFacts } from "../../recovery/databases";
import { poolCapacity } from "../../recovery/pools";

const id = "recovery-second-site";
const ours = pen(id);

/** What a site must be able to do alone, and who may decide that it does. */
export const recoverySecondSite: Check = {
  id,
  title:
    "Each site holds everything by itself and grows to what the other one carries, and nothing promotes a database by itself",
  controls: ["A.5.29", "A.5.30", "A.8.14"],
  applies: ({ plan }) => Object.keys(plan.sites).length > 1,
  judge: (facts) => [...parity(facts), ...capacity(facts), ...promoters(facts)],
};

/** Check 20: what runs at one site is there at the other, at rest where it must not run twice. */
function parity(facts: Facts): readonly Verdict[] {
  const sites = Object.keys(facts.plan.sites);
  const names = (site: string): ReadonlyMap<string, string> =>
    new Map([
      ...Object.entries(facts.kubernetes).flatMap(([object, fact]) =>
        fact.site === site && (fact.kind === "Deployment" || fact.kind === "StatefulSet" || fact.kind === "Cluster")
          ? [[`${fact.namespace ?? ""}/${fact.kind}/${fact.name}`, object] as const]
          : [],
      ),
      ...Object.entries(facts.releases).flatMap(([object, release]) =>
        release.site === site ? [[`release ${release.namespace}/${release.name}`, object] as const] : [],
      ),
    ]);
  const held = new Map(sites.map((site) => [site, names(site)] as const));
  return sites.flatMap((site) =>
    [...(held.get(site) ?? [])].map(([name, object]) => {
      const lacking = sites.filter((other) => held.get(other)?.has(name) !== true);
      return lacking.length === 0
        ? ours.pass(object)
        : ours.fail(object, {
            where: name,
            value: lacking.join(", "),
            why: "does not hold it, and could not serve alone",
            wayOut: "synthesize both sites from one page of facts",
          });
    }),
  );
}

/** Check 20: the pools of every site may grow to what the busiest one is planned to carry. */
function capacity(facts: Facts): readonly Verdict[] {
  const sites = Object.entries(facts.plan.sites);
  const most = (of: "cpu" | "memory"): number => Math.max(...sites.map(([, { demand }]) => demand?.[of] ?? 0));
  const [cpu, memory] = [most("cpu"), most("memory")];
  return sites.flatMap(([site, { cloud }]) => {
    if (cloud === "existing") return [];
    const pools = poolCapacity(facts, site);
    const unknown = pools.find((pool) => pool.cpu === undefined || pool.memory === undefined);
    if (pools.length === 0 || unknown !== undefined) {
      return [
        ours.undecided(site, {
          where: unknown?.object ?? "node pools",
          why: "does not say how large it may grow, or with which machines",
          wayOut: "synthesize the environment again",
        }),
      ];
    }
    const sum = (of: "cpu" | "memory"): number => pools.reduce((total, pool) => total + (pool[of] ?? 0), 0);
    const findings = [
      { of: "cpu", has: sum("cpu"), needs: cpu, unit: "millicores" },
      { of: "memory", has: sum("memory"), needs: memory, unit: "MiB" },
    ].filter(({ has, needs }) => has < needs);
    return ours.sum(site, {
      failures: findings.map(({ of, has, needs, unit }) => ({
        where: `node pools: ${of}`,
        value: has,
        why: `is the most that its pools may grow to, less than the ${String(needs)} ${unit} that it would carry alone`,
        wayOut: "let the pools grow further",
      })),
    });
  });
}

/**
 * Check 16: whoever may change clusters of databases could promote one while the other site still writes. Only a person does, until
 * three witnesses in three places can outvote a lost one; this version has none, so that nothing may.
 */
function promoters({ kubernetes, environment }: Facts): readonly Verdict[] {
  const roles = Object.entries(kubernetes).filter(([, { kind }]) => kind === "Role" || kind === "ClusterRole");
  const databases = databaseFacts({ kubernetes }).map(({ name }) => name);
  const found = roles.filter(([, { object }]) =>
    listAt(object, "rules").some((rule) => {
      const has = (key: string, ...wanted: readonly string[]): boolean =>
        listAt(rule, key).some((value) => typeof value === "string" && [...wanted, "*"].includes(value));
      const named = listAt(rule, "resourceNames");
      // Who may only make new ones, or touch such as are no database of the platform's, promotes none.
      const reaches = named.length === 0 || databases.some((name) => named.includes(name));
      return (
        reaches &&
        has("apiGroups", "postgresql.cnpg.io") &&
        has("resources", "clusters", "clusters/status") &&
        has("verbs", "patch", "update", "delete", "deletecollection")
      );
    }),
  );
  if (found.length === 0) return [ours.pass(environment)];
  return found.map(([object, { object: role }]) =>
    ours.fail(object, {
      where: "rules",
      value: textAt(role, "metadata", "name") ?? "",
      why: "lets a program promote databases, and no three witnesses say which site may write",
      wayOut: "let a person decide, as failover.md says",
    }),
  );
}
