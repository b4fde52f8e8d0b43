import { statefulKubernetes } from "../catalog";
import type { Stateful } from "./lock-file";
import type { RunbookStep } from "./runbook-step";
import { isTerraform } from "./stateful-mistakes";

/** An object in a cluster that Helm leaves standing. */
interface Kept {
  readonly site: string;
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  /** As kubectl calls the kind. */
  readonly resource: string;
}

/** What Helm leaves standing where its release goes: only hands delete data. Without commands where nothing of the kind leaves. */
export function outlivedStep(entries: readonly (readonly [string, Stateful])[]): RunbookStep {
  const kept = entries.flatMap(([what]) => keptObject(what));
  const namespaces = new Set(kept.filter(isNamespace).map(({ site, name }) => `${site}/${name}`));
  const inside = (object: Kept): boolean => namespaces.has(`${object.site}/${object.namespace}`);
  const sites = [...new Set(kept.map(({ site }) => site))].sort();
  return {
    title: "Delete what outlived its release",
    text:
      kept.length === 0
        ? []
        : [
            "Helm leaves standing what holds data, so that no uninstall loses any: namespaces with volumes, database clusters, Kafka and its topics. Volumes outlive their claims as well, unless they are told otherwise first.",
          ],
    commands: sites.flatMap((site) => [
      `# in the cluster of ${site}:`,
      ...kept
        .filter((object) => object.site === site && !isNamespace(object) && !inside(object))
        .flatMap((object) => [
          ...(object.kind === "Cluster" ? [releaseVolumes(object.namespace, object.name)] : []),
          `kubectl -n ${object.namespace} delete ${object.resource}/${object.name}`,
        ]),
      ...kept
        .filter((object) => object.site === site && isNamespace(object))
        .flatMap(({ name }) => [
          releaseVolumes(name),
          ...(kept.some(({ site: at, namespace, kind }) => at === site && namespace === name && kind === "KafkaTopic")
            ? [releaseTopics(name)]
            : []),
          `kubectl delete namespace ${name}`,
        ]),
    ]),
  };
}

const isNamespace = ({ kind }: Kept): boolean => kind === "Namespace";

/** Group of each kind that takes data along, in lower case as kubectl writes it. */
const resources = new Map(
  Object.entries(statefulKubernetes).flatMap(([key, { takesItAlong }]) => {
    const [group = "", kind = ""] = key.split("/");
    const isKept = takesItAlong === true || key === "/Namespace";
    return isKept ? [[kind, [kind.toLowerCase(), group].filter((part) => part !== "").join(".")] as const] : [];
  }),
);

function keptObject(what: string): readonly Kept[] {
  if (isTerraform(what)) return [];
  const [site = "", namespace = "", kind = "", name = ""] = what.split("/");
  const resource = resources.get(kind);
  return resource === undefined ? [] : [{ site, namespace, kind, name, resource }];
}

/** The class says Retain: whose claim goes stays in the cloud, paid and unread, unless its own policy is changed while it is bound. */
function releaseVolumes(namespace: string, cluster?: string): string {
  const ofCluster = cluster === undefined ? "" : ` and (.spec.claimRef.name | test("^${cluster}-[0-9]+(-wal)?$"))`;
  return `kubectl get persistentvolume -o json | jq -r '.items[] | select(.spec.claimRef.namespace == "${namespace}"${ofCluster}) | .metadata.name' | xargs -r -I {} kubectl patch persistentvolume {} --patch '{"spec":{"persistentVolumeReclaimPolicy":"Delete"}}'`;
}

/** Nobody is left who would take Strimzi's finalizers off. */
const releaseTopics = (namespace: string): string =>
  `kubectl -n ${namespace} get kafkatopic -o name | xargs -r -I {} kubectl -n ${namespace} patch {} --type merge --patch '{"metadata":{"finalizers":null}}'`;
