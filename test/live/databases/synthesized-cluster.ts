import type { Facts, KubernetesFact } from "../../../audit/facts";
import { at, listAt, membersAt, numberAt, textAt, textsAt } from "../../../audit/facts/json";
import { objectsOfKind } from "../../../audit/facts/of-kind";

export interface DatabaseRole {
  readonly name: string;
  readonly login: boolean;
  readonly memberOf: readonly string[];
  /** -1 where there is no limit. */
  readonly connections: number;
}

export interface OwnDatabase {
  readonly name: string;
  readonly owner: string;
  readonly collate: string;
  readonly ctype: string;
  readonly extensions: readonly string[];
}

/** One `Cluster` of CloudNativePG with what other objects put into it. */
export interface SynthesizedCluster {
  readonly site: string;
  readonly name: string;
  readonly locale: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Rules that the operator puts before its last one. */
  readonly rules: readonly string[];
  readonly roles: readonly DatabaseRole[];
  readonly databases: readonly OwnDatabase[];
  /** Scripts of its restore drill, by container, and the manifest of what they restore. */
  readonly drill: { readonly scripts: Readonly<Record<string, string>>; readonly manifest: string } | undefined;
}

/** Every cluster of databases that is founded at its site: the others begin with what those have. */
export const synthesizedClusters = (facts: Facts): readonly SynthesizedCluster[] =>
  objectsOfKind(facts, "Cluster").flatMap(([, fact]) =>
    at(fact.object, "spec", "bootstrap", "initdb") === undefined ? [] : [synthesizedCluster(facts, fact)],
  );

/** The first database of a cluster. */
export function firstDatabase({ name, databases }: SynthesizedCluster): OwnDatabase {
  const [first] = databases;
  if (first === undefined) throw new Error(`${name} has no database`);
  return first;
}

function synthesizedCluster(facts: Facts, { site, name, object }: KubernetesFact): SynthesizedCluster {
  const of = (kind: string): readonly KubernetesFact[] =>
    objectsOfKind(facts, kind)
      .map(([, fact]) => fact)
      .filter((fact) => fact.site === site && textAt(fact.object, "spec", "cluster", "name") === name);
  const roles = [
    ...listAt(object, "spec", "managed", "roles"),
    ...of("DatabaseRole").map((role) => at(role.object, "spec") ?? null),
  ];
  return {
    site,
    name,
    locale: textAt(object, "spec", "bootstrap", "initdb", "locale") ?? "",
    parameters: textsAt(object, "spec", "postgresql", "parameters"),
    rules: listAt(object, "spec", "postgresql", "pg_hba").map(String),
    roles: roles.map((role) => ({
      name: textAt(role, "name") ?? "",
      login: at(role, "login") === true,
      memberOf: listAt(role, "inRoles").map(String),
      connections: numberAt(role, "connectionLimit") ?? -1,
    })),
    databases: of("Database").map((database) => ({
      name: textAt(database.object, "spec", "name") ?? "",
      owner: textAt(database.object, "spec", "owner") ?? "",
      collate: textAt(database.object, "spec", "localeCollate") ?? "",
      ctype: textAt(database.object, "spec", "localeCType") ?? "",
      extensions: listAt(database.object, "spec", "extensions").flatMap((one) => textAt(one, "name") ?? []),
    })),
    drill: drillOf(facts, site, name),
  };
}

function drillOf(facts: Facts, site: string, cluster: string): SynthesizedCluster["drill"] {
  const job = objectsOfKind(facts, "CronJob").find(
    ([, fact]) => fact.site === site && fact.name === `restore-drill-${cluster}`,
  );
  const files = objectsOfKind(facts, "ConfigMap").find(
    ([, fact]) =>
      fact.site === site &&
      fact.name.startsWith(`restore-drill-${cluster}-`) &&
      membersAt(fact.object, "data").length > 0,
  );
  if (job === undefined || files === undefined) return undefined;
  const pod = at(job[1].object, "spec", "jobTemplate", "spec", "template", "spec");
  const scripts = [...listAt(pod, "initContainers"), ...listAt(pod, "containers")].flatMap((container) => {
    const script = textAt(container, "command", 2);
    return script === undefined ? [] : [[textAt(container, "name") ?? "", script] as const];
  });
  return { scripts: Object.fromEntries(scripts), manifest: textAt(files[1].object, "data", "cluster.json") ?? "" };
}
