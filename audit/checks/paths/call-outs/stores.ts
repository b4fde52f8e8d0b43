import type { Finding, Findings } from "../../../check";
import { at, listAt, textAt } from "../../../facts/json";
import { objectsOfKind } from "../../../facts/of-kind";
import { containersOf } from "../../../workloads/pod-template";
import { templatesOf } from "../files";
import type { World } from "../world";

/** Clusters that a service is kept in take connections over TLS alone, each role for its own database with its password. */
export function databaseFindings(world: World, service: string): Findings | undefined {
  const { facts, platform, site, plan } = world;
  const clusters = new Set(
    Object.values(facts.plan.flows).flatMap(({ from, to }) => {
      const cluster = to.kind === "pods" ? (to.id.split("/")[0] ?? "") : "";
      return from.kind === "pods" && from.id.startsWith(`${service}/`) && Object.hasOwn(plan.databaseSizes, cluster)
        ? [cluster]
        : [];
    }),
  );
  if (clusters.size === 0) return undefined;
  const here = objectsOfKind(platform, "Cluster").flatMap(([, fact]) =>
    fact.site === site.name && clusters.has(fact.name) ? [fact] : [],
  );
  if (here.length < clusters.size) {
    return site.isPrimary ? { failures: [noCluster([...clusters].join(", "))] } : undefined;
  }
  return {
    failures: here.flatMap(({ name, object }): readonly Finding[] => {
      const rules = listAt(object, "spec", "postgresql", "pg_hba").flatMap((rule) =>
        typeof rule === "string" ? [rule.trim().split(/\s+/)] : [],
      );
      const lenient = rules.filter((rule) => rule.at(-1) !== "reject" && !isGuarded(rule));
      const last = rules.at(-1);
      const lowest = textAt(object, "spec", "postgresql", "parameters", "ssl_min_protocol_version");
      return [
        ...lenient.map((rule) => ({
          where: `Cluster ${name} pg_hba`,
          value: rule.join(" "),
          why: "lets somebody in without a password, or without encryption",
          wayOut: "ask for hostssl and scram-sha-256",
        })),
        ...(last?.[0] === "host" && last.at(-1) === "reject"
          ? []
          : [
              {
                where: `Cluster ${name} pg_hba`,
                value: last?.join(" ") ?? null,
                why: "leaves the rest to the operator's own rules",
                wayOut: 'end with "host all all all reject"',
              },
            ]),
        ...(lowest === "TLSv1.3"
          ? []
          : [
              {
                where: `Cluster ${name} ssl_min_protocol_version`,
                value: lowest ?? null,
                why: "speaks older protocols than TLS 1.3",
                wayOut: 'set it to "TLSv1.3"',
              },
            ]),
      ];
    }),
  };
}

const isGuarded = (rule: readonly string[]): boolean => rule[0] === "hostssl" && rule.at(-1) === "scram-sha-256";

const noCluster = (value: string): Finding => ({
  where: "Cluster",
  value,
  why: "stands in no file of the site",
  wayOut: "write the cluster, or remove the hop",
});

/** The cache answers nobody without its password, which comes from a secret. Encryption on the way is the mesh's. */
export function cacheFindings(world: World, service: string): readonly Finding[] {
  const podSet = `cache/${service}`;
  const asks = templatesOf(world, podSet).every((template) =>
    containersOf(template).some(
      ({ container }) =>
        [...listAt(container, "args"), ...listAt(container, "command")].some(
          (part) => typeof part === "string" && part.includes("requirepass"),
        ) && listAt(container, "env").some((entry) => at(entry, "valueFrom", "secretKeyRef") !== undefined),
    ),
  );
  return asks
    ? []
    : [
        {
          where: `${podSet} requirepass`,
          why: "asks nobody for a password",
          wayOut: "set it from a secret",
        },
      ];
}
