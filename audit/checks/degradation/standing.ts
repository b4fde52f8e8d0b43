import type { PodSet } from "../../../language";
import type { Facts, KubernetesFact } from "../../facts";
import { numberAt, textAt } from "../../facts/json";
import { objectsOfKind } from "../../facts/of-kind";
import { selects } from "../../network/label-selector";
import { kafkaServers } from "../../recovery/kafka";
import { podTemplates, type PodTemplate } from "../../workloads/pod-template";

/** How many pods of a set one object keeps up. */
export interface Standing {
  readonly object: string;
  readonly site: string;
  readonly replicas: number;
}

/** How many pods stand in each set, by the objects that keep them up; those that end by themselves stand nowhere. */
export class StandingPods {
  private readonly templates: readonly PodTemplate[];
  private readonly scalers: ReadonlyMap<string, number>;

  constructor(private readonly facts: Facts) {
    this.templates = podTemplates(facts).filter(({ longRunning }) => longRunning);
    this.scalers = new Map(
      objectsOfKind(facts, "HorizontalPodAutoscaler").map(([, { site, namespace = "", object }]) => [
        `${site}/${namespace}/${textAt(object, "spec", "scaleTargetRef", "kind") ?? ""}/${textAt(object, "spec", "scaleTargetRef", "name") ?? ""}`,
        numberAt(object, "spec", "minReplicas") ?? 1,
      ]),
    );
  }

  /** Objects that keep up pods of a set, where they keep up any: a site that waits keeps none of some. */
  of(id: string, set: PodSet): readonly Standing[] {
    const ours = this.templates
      .filter(({ namespace, labels }) => isIn(set, namespace) && selects({ matchLabels: set.labels }, labels))
      .map(({ object, fact }) => ({ object, site: fact.site, replicas: this.replicasOf(object, fact) }));
    return [...ours, ...this.instances(id)].filter(({ replicas }) => replicas > 0);
  }

  private replicasOf(id: string, { object }: KubernetesFact): number {
    return this.scalers.get(id) ?? numberAt(object, "spec", "replicas") ?? 1;
  }

  /** Instances that an operator makes of a Cluster, or of a pool of Kafka's servers, with the name of the set's component. */
  private instances(id: string): readonly Standing[] {
    const [component = "", pod = ""] = id.split("/");
    const servers = kafkaServers(this.facts).filter(
      ({ fact: { namespace } }) => pod === "kafka" && namespace === component,
    );
    return [
      ...servers.map(({ object, fact: { site }, replicas }) => ({ object, site, replicas })),
      ...this.databases(component),
    ];
  }

  private databases(component: string): readonly Standing[] {
    return objectsOfKind(this.facts, "Cluster").flatMap(([object, { name, site, object: cluster }]) =>
      name === component && textAt(cluster, "apiVersion") === "postgresql.cnpg.io/v1"
        ? [{ object, site, replicas: numberAt(cluster, "spec", "instances") ?? 1 }]
        : [],
    );
  }
}

/** Namespaces of tenants bear a tenant's id before the name. */
const isIn = ({ namespace, owner }: PodSet, found: string): boolean =>
  owner?.kind === "each-tenant" ? found.endsWith(`-${namespace}`) : found === namespace;
