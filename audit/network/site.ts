import type { PodSet } from "../../language";
import type { Facts, KubernetesFact } from "../facts";
import { at, textAt, textsAt } from "../facts/json";
import { grouped } from "../grouped";
import { oncePerObject } from "../once-per-object";
import { namedPorts, podTemplates } from "../workloads/pod-template";
import { hasLabels, type Labels } from "./label-selector";
import { Mesh } from "./mesh";
import { joinMeshes, readMesh, rulesOf, type MeshFacts } from "./mesh-facts";
import { networkPolicy, type NetworkPolicy } from "./network-policy";
import { Reachability, type Cluster, type Pods } from "./reachability";
import { areaAddresses, siteNetworks, type Area, type SiteNetworks } from "./site-network";
import type { AddressSet } from "./address-set";

/** Pods, and who they are in the plan. */
export interface KnownPods extends Pods {
  /** Ids of the plan's pod sets whose labels these pods bear. */
  readonly sets: readonly string[];
  /** Read from a template, declared by the plan or a footprint, or part of Kubernetes itself. */
  readonly origin: "synthesized" | "declared" | "name-server" | "other-system";
}

/** One cluster as its files describe it. */
export interface Site {
  readonly name: string;
  readonly isPrimary: boolean;
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly pods: readonly KnownPods[];
  readonly podSets: PodSets;
  /** Ids of pod templates that share their node's network, where no policy holds. */
  readonly onHostNetwork: readonly string[];
  readonly networks: SiteNetworks;
  readonly addresses: Readonly<Record<Area, AddressSet>>;
  readonly cluster: Cluster;
  readonly reachability: Reachability;
  readonly mesh: Mesh;
  readonly meshFacts: MeshFacts;
  /** Pods in question, where others are there only because they may meet them. Absent: all. */
  readonly focus?: ReadonlySet<KnownPods>;
}

export const systemNamespace = "kube-system";

/** Labels of the name servers, the same in every distribution. */
const nameServer: Labels = { "k8s-app": "kube-dns" };

/** Sites that the plan or the charts know. */
export const sitesOf = (facts: Facts): readonly string[] =>
  [...new Set([...Object.keys(facts.plan.sites), ...Object.values(facts.kubernetes).map(({ site }) => site)])].sort();

/** The cluster of that name; whoever asks again for the same facts is given the same one. */
export function readSite(facts: Facts, name: string): Site {
  const sites = sitesRead(facts);
  const site = sites.get(name) ?? siteOf(facts, name);
  sites.set(name, site);
  return site;
}

const sitesRead = oncePerObject<Facts, Map<string, Site>>(() => new Map());

function siteOf(facts: Facts, name: string): Site {
  const part = readPart(facts, name);
  const networks = siteNetworks(facts, name);
  const cluster: Cluster = {
    namespaces: part.namespaces,
    policies: part.policies,
    podAddresses: networks.pods === undefined ? { kind: "unknown" } : { kind: "known", addresses: networks.pods },
  };
  const mesh = new Mesh(part.mesh.enrolled, rulesOf(part.mesh, cluster.podAddresses));
  return {
    name,
    isPrimary: facts.plan.sites[name]?.role !== "standby",
    namespaces: part.namespaces,
    pods: [...part.pods, ...systemPods],
    podSets: part.podSets,
    onHostNetwork: part.onHostNetwork,
    networks,
    addresses: areaAddresses(networks, facts.plan.sites[name]?.cloud),
    cluster,
    reachability: new Reachability(cluster, mesh),
    mesh,
    meshFacts: part.mesh,
  };
}

/** The same cluster with one tenant in it: the tenant's pods in question, the platform's there to meet them. */
export function withTenant(platform: Site, facts: Facts): Site {
  const part = tenantPart(facts, platform.name);
  const own = new Set(part.pods.filter(({ namespace }) => Object.hasOwn(facts.plan.namespaces, namespace)));
  const namespaces = new Map([...platform.namespaces, ...part.namespaces]);
  const cluster = { ...platform.cluster, namespaces, policies: [...platform.cluster.policies, ...part.policies] };
  const meshFacts = joinMeshes(platform.meshFacts, part.mesh);
  const mesh = new Mesh(meshFacts.enrolled, rulesOf(meshFacts, cluster.podAddresses));
  return {
    ...platform,
    namespaces,
    pods: [...platform.pods, ...own],
    podSets: part.podSets,
    onHostNetwork: part.onHostNetwork,
    cluster,
    reachability: new Reachability(cluster, mesh),
    mesh,
    meshFacts,
    focus: own,
  };
}

/** A tenant's objects at a site are read once for all checks; the cluster around them is put together anew, which costs little and is large. */
function tenantPart(facts: Facts, name: string): Part {
  const parts = partsRead(facts);
  const part = parts.get(name) ?? readPart({ ...facts, footprints: {} }, name);
  parts.set(name, part);
  return part;
}

const partsRead = oncePerObject<Facts, Map<string, Part>>(() => new Map());

interface Part extends Pick<Site, "namespaces" | "pods" | "podSets" | "onHostNetwork"> {
  readonly policies: readonly NetworkPolicy[];
  readonly mesh: MeshFacts;
}

/** What some objects of a site show: namespaces, pods, policies. */
function readPart(facts: Facts, name: string): Part {
  const objects = Object.entries(facts.kubernetes).filter(([, { site }]) => site === name);
  const namespaces = new Map(
    objects.filter(([, { kind }]) => kind === "Namespace").map(([, fact]) => [fact.name, labelsOf(fact)]),
  );
  const templates = podTemplates({ kubernetes: Object.fromEntries(objects) });
  const onHost = (template: (typeof templates)[number]): boolean => at(template.spec, "hostNetwork") === true;
  const podSets = podSetsByNamespace(facts);
  const synthesized = templates
    .filter((template) => !onHost(template))
    .map((template): KnownPods => ({
      id: `${template.namespace}/${template.fact.kind}/${template.fact.name}`,
      namespace: template.namespace,
      labels: template.labels,
      ports: namedPorts(template),
      account: textAt(template.spec, "serviceAccountName") ?? "default",
      sets: setsOf(podSets, template.namespace, template.labels),
      origin: "synthesized",
    }))
    .map((pods) => withPlace(pods, facts));
  return {
    namespaces,
    pods: [...synthesized, ...declaredPods(facts, podSets, namespaces, synthesized)],
    podSets,
    onHostNetwork: templates.filter(onHost).map(({ object }) => object),
    policies: objects
      .filter(([, fact]) => isNetworkPolicy(fact))
      .map(([id, fact]) => networkPolicy(id, fact.namespace ?? "default", fact.object)),
    mesh: readMesh(facts, name, objects),
  };
}

const labelsOf = ({ object }: KubernetesFact): Labels => textsAt(object, "metadata", "labels");

export const isNetworkPolicy = ({ kind, object }: KubernetesFact): boolean =>
  kind === "NetworkPolicy" && object["apiVersion"] === "networking.k8s.io/v1";

type PodSets = ReadonlyMap<string, readonly (readonly [id: string, set: PodSet])[]>;

/** The plan's sets of pods by the namespace they lie in. */
function podSetsByNamespace({ plan }: Pick<Facts, "plan">): PodSets {
  return grouped(Object.entries(plan.podSets), ([, { namespace }]) => namespace);
}

const setsOf = (podSets: PodSets, namespace: string, labels: Labels): readonly string[] =>
  (podSets.get(namespace) ?? []).filter(([, set]) => hasLabels(labels, set.labels)).map(([id]) => id);

/** Pods that no file shows: sets of the plan without a template, and pods of footprints that the plan leaves out. */
function declaredPods(
  facts: Facts,
  podSets: PodSets,
  namespaces: ReadonlyMap<string, Labels>,
  synthesized: readonly KnownPods[],
): readonly KnownPods[] {
  const shown = new Set(synthesized.flatMap(({ sets }) => sets));
  const footprints = new Map<string, Omit<Pods, "id">>(
    Object.values(facts.footprints).flatMap(({ component, namespace, pods }) =>
      Object.entries(pods).map(([pod, { labels, ports }]) => {
        const named = Object.entries(ports).map(([name, port]) => ({ name, ...port }));
        return [`${component}/${pod}`, { namespace, labels, ports: named }] as const;
      }),
    ),
  );
  const planned = Object.entries(facts.plan.podSets)
    .filter(([id]) => !shown.has(id))
    .map(([id, { namespace, labels, account }]) => ({
      id,
      namespace,
      labels,
      ports: footprints.get(id)?.ports ?? [],
      ...(account === undefined ? {} : { account }),
    }));
  const unplanned = [...footprints]
    .filter(([id]) => !Object.hasOwn(facts.plan.podSets, id))
    .map(([id, pods]) => ({ id, ...pods }));
  return [...planned, ...unplanned]
    .filter(({ namespace }) => namespaces.has(namespace))
    .map((pods) => ({ ...pods, sets: setsOf(podSets, pods.namespace, pods.labels), origin: "declared" as const }))
    .map((pods) => withPlace(pods, facts));
}

/** Pods that the plan leaves out of their namespace's mesh. */
const withPlace = (pods: KnownPods, { plan }: Pick<Facts, "plan">): KnownPods =>
  pods.sets.some((set) => plan.podSets[set]?.mesh?.kind === "outside") ? { ...pods, leftOut: true } : pods;

/** What runs in every cluster before anything of ours does; no policy of ours selects it. */
const systemPods: readonly KnownPods[] = [
  {
    id: `${systemNamespace}/name-server`,
    namespace: systemNamespace,
    labels: nameServer,
    ports: [
      { name: "dns", port: 53, protocol: "UDP" },
      { name: "dns-tcp", port: 53, protocol: "TCP" },
      { name: "metrics", port: 9153, protocol: "TCP" },
    ],
    sets: [],
    origin: "name-server",
  },
  {
    id: `${systemNamespace}/other`,
    namespace: systemNamespace,
    labels: {},
    ports: [],
    sets: [],
    origin: "other-system",
  },
];
