import type { Facts } from "../facts";
import { at, listAt, membersAt, parsedJson, textAt, type Json } from "../facts/json";
import { objectsOfKind } from "../facts/of-kind";
import { oncePerObject } from "../once-per-object";

/** A CronJob that restores a database cluster from an archive and compares. */
export interface DrillFact {
  readonly object: string;
  readonly site: string;
  readonly namespace: string;
  readonly name: string;
  /** Cluster that it counts in, by the service through which that is written. */
  readonly counts: string | undefined;
  /** Where it restores from, as the manifest of its scratch cluster says. */
  readonly restores: { readonly store: string | undefined; readonly folder: string | undefined };
  /** Size of the scratch cluster's volume. */
  readonly volume: string | undefined;
  /** Whether the scratch cluster would write into an archive. */
  readonly archives: boolean;
  readonly enabled: boolean;
  /** Whether it deletes what it restored. */
  readonly deletes: boolean;
}

/** Every CronJob that has a program make a database cluster from a manifest in a ConfigMap. */
export const drillFacts = ({ kubernetes }: Pick<Facts, "kubernetes">): readonly DrillFact[] => drillsAmong(kubernetes);

const drillsAmong = oncePerObject((kubernetes: Facts["kubernetes"]): readonly DrillFact[] =>
  objectsOfKind({ kubernetes }, "CronJob").flatMap(([id, { site, namespace = "", name, object }]) => {
    const pod = at(object, "spec", "jobTemplate", "spec", "template", "spec");
    const steps = listAt(pod, "initContainers");
    if (!steps.some((step) => listAt(step, "args")[0] === "create")) return [];
    const files = listAt(pod, "volumes").flatMap((volume) => textAt(volume, "configMap", "name") ?? []);
    const manifest = manifestIn(files.map((file) => kubernetes[`${site}/${namespace}/ConfigMap/${file}`]?.object));
    const spec = at(manifest, "spec");
    const source = textAt(spec, "bootstrap", "recovery", "source");
    const from = listAt(spec, "externalClusters").find((external) => textAt(external, "name") === source);
    const scratch = textAt(manifest, "metadata", "name");
    return [
      {
        object: id,
        site,
        namespace,
        name,
        counts: hostOf(steps[0])?.replace(/-rw(\..*)?$/, ""),
        restores: {
          store: textAt(from, "plugin", "parameters", "barmanObjectName"),
          folder: textAt(from, "plugin", "parameters", "serverName"),
        },
        volume: textAt(spec, "storage", "size"),
        archives: listAt(spec, "plugins").some((plugin) => at(plugin, "isWALArchiver") === true),
        enabled: at(object, "spec", "suspend") !== true,
        deletes: listAt(pod, "containers").some((container) => {
          const [verb, what] = listAt(container, "args");
          return verb === "delete" && typeof what === "string" && what.endsWith(`/${scratch ?? ""}`);
        }),
      },
    ];
  }),
);

const hostOf = (container: Json | undefined): string | undefined =>
  textAt(
    listAt(container, "env").find((variable) => textAt(variable, "name") === "PGHOST"),
    "value",
  );

/** The first database cluster that a file of the given ConfigMaps describes as JSON. */
function manifestIn(maps: readonly (Json | undefined)[]): Json | undefined {
  const texts = maps.flatMap((map) => membersAt(map, "data").map(([, text]) => text));
  return texts.map(parsedJson).find((json) => textAt(json, "kind") === "Cluster");
}
