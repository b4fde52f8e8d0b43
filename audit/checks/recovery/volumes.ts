import { keptByHelm, resourcePolicy, secretsComponents, statefulKind } from "../../../catalog";
import { pen, type Check, type Verdict } from "../../check";
import type { Facts, KubernetesFact } from "../../facts";
import { at, listAt, textAt, type Json } from "../../facts/json";
import { objectsOfKind } from "../../facts/of-kind";
import { carrierFacts } from "../../recovery/carriers";
import { databaseFacts } from "../../recovery/databases";
import { kafkaCopies, kafkaServers } from "../../recovery/kafka";

const id = "recovery-volumes";
const ours = pen(id);

/**
 * Check 8: what lies on volumes comes back by a mechanism of its own, because no copy of a volume leaves its region: databases by their
 * archive, secrets by snapshots, the objects of a store in the cluster by the jobs that carry them. Velero is none of them: its schedules would
 * lose an hour and more, and it can't write to locked buckets; where a chart brings it, it is judged as what it is not.
 */
export const recoveryVolumes: Check = {
  id,
  title: "What lies on volumes outlives its release, and is also kept elsewhere by a mechanism that some file declares",
  controls: ["A.8.13", "A.8.14"],
  applies: (facts) => verdictsOf(facts).length > 0,
  judge: (facts) => verdictsOf(facts),
};

const verdictsOf = (facts: Facts): readonly Verdict[] => [
  ...claims(facts),
  ...kafka(facts),
  ...releases(facts),
  ...foreign(facts),
  ...outliving(facts),
];

/** Uninstalling a release, or taking something out of it, takes no data along; and nothing stays that holds none. */
function outliving(facts: Facts): readonly Verdict[] {
  const { kubernetes } = facts;
  const holders = Object.entries(kubernetes).filter(([, { object, kind }]) => takesAlong(object, kind));
  const homes = new Set([
    ...holders.map(([, { site, namespace }]) => home(site, namespace)),
    ...Object.values(kubernetes).flatMap(({ kind, object, site, namespace }) =>
      kind === "StatefulSet" && listAt(object, "spec", "volumeClaimTemplates").length > 0
        ? [home(site, namespace)]
        : [],
    ),
    ...Object.values(facts.releases).flatMap(({ site, namespace, values }) =>
      values.some(asksForVolume) ? [home(site, namespace)] : [],
    ),
  ]);
  const namespaces = Object.entries(kubernetes).filter(([, { kind }]) => kind === "Namespace");
  return [
    ...holders.map(([id, { object }]) => (isKept(object) ? ours.pass(id) : notKept(id))),
    ...namespaces.flatMap(([id, { object, site, name }]) => {
      const isHome = homes.has(home(site, name));
      if (isHome === isKept(object)) return isHome ? [ours.pass(id)] : [];
      return [isHome ? notKept(id) : keptEmpty(id)];
    }),
  ];
}

const home = (site: string | undefined, namespace: string | undefined): string => `${site ?? ""}/${namespace ?? ""}`;

const takesAlong = (object: Json, kind: string): boolean =>
  statefulKind({ apiVersion: textAt(object, "apiVersion") ?? "", kind })?.takesItAlong === true;

const isKept = (object: Json): boolean =>
  textAt(object, "metadata", "annotations", resourcePolicy) === keptByHelm[resourcePolicy];

const notKept = (object: string): Verdict =>
  ours.fail(object, {
    where: `metadata.annotations.${resourcePolicy}`,
    why: "is missing: uninstalling the release deletes the object, and with it the data",
    wayOut: "leave the annotation as it is synthesized",
  });

const keptEmpty = (object: string): Verdict =>
  ours.fail(object, {
    where: `metadata.annotations.${resourcePolicy}`,
    value: keptByHelm[resourcePolicy],
    why: "keeps a namespace in which nothing lies on volumes: it would be left behind when its release is uninstalled",
    wayOut: "take the annotation away, or declare the volume in the service",
  });

const messagesInFlight = "messages in flight: what workers still held is lost, and the plan says how much";

/** Volumes that Strimzi makes of a pool of servers. */
const kafka = (facts: Facts): readonly Verdict[] =>
  kafkaServers(facts).flatMap((servers) => {
    if (facts.plan.recovery.loss["bus"] === undefined) return [uncovered(servers.object, servers.fact.name)];
    const failures = kafkaCopies(facts, servers);
    return failures.length === 0
      ? [ours.pass(servers.object, messagesInFlight)]
      : ours.sum(servers.object, { failures });
  });

function claims(facts: Facts): readonly Verdict[] {
  return Object.entries(facts.kubernetes).flatMap(([object, fact]) => {
    if (fact.kind === "PersistentVolumeClaim") return [uncovered(object, fact.name)];
    if (fact.kind !== "StatefulSet") return [];
    const templates = listAt(fact.object, "spec", "volumeClaimTemplates");
    if (templates.length === 0) return [];
    const names = templates.map((template) => textAt(template, "metadata", "name") ?? "").join(", ");
    if (isBus(fact) && inFlight(facts)) {
      return [ours.pass(object, messagesInFlight)];
    }
    if (!isObjectStore(fact)) return [uncovered(object, names)];
    const carried = carrierFacts(facts).filter(({ site, enabled }) => site === fact.site && enabled);
    const kept = Object.keys(facts.plan.recovery.loss).filter((store) => store.startsWith("bucket-"));
    const missing = kept.filter(
      (store) => !carried.some(({ from }) => from === `${facts.environment}-${store.slice(7)}-${fact.site}`),
    );
    // A site that stands by keeps nothing of its own.
    const serves = databaseFacts(facts).some(({ site, writes }) => writes && site === fact.site);
    return missing.length === 0 || !serves
      ? [ours.pass(object)]
      : [
          ours.undecided(object, {
            where: "spec.volumeClaimTemplates",
            value: missing.join(", "),
            why: "lies on volumes of this cluster alone, and no job carries it elsewhere",
            wayOut: "keep it in storage outside the cluster, or leave its loss accepted by name and date",
          }),
        ];
  });
}

const isBus = ({ namespace, name }: KubernetesFact): boolean => namespace === "bus" && name === "bus-nats";

/** Three servers each hold every message, and the plan counts what is lost with all of them. */
const inFlight = (facts: Facts): boolean =>
  facts.plan.recovery.loss["bus"] !== undefined &&
  Object.values(facts.kubernetes).some((fact) => isBus(fact) && at(fact.object, "spec", "replicas") === 3);

const isObjectStore = ({ namespace, name }: KubernetesFact): boolean =>
  namespace === "objects" && name === "objects-garage";

const uncovered = (object: string, volume: string): Verdict =>
  ours.fail(object, {
    where: "volume",
    value: volume,
    why: "is copied nowhere: with its data centre or its cluster it is gone",
    wayOut: "keep what must survive in the database or in a bucket, or declare the volume's role in the service",
  });

/** Releases of third parties whose charts make volumes, by what stands for them. */
const known: Readonly<Record<string, (facts: Facts, site: string | undefined) => string | undefined>> = {
  ...Object.fromEntries(secretsComponents.map((component) => [component, snapshotsOf(component)])),
  "kube-prometheus-stack": () => "metrics and alerts are outside every promise: what is lost is the past",
  jaeger: () => "traces are outside every promise: what is lost is a help in searching",
  loki: () => "logs are outside every promise: they tell of the site, and go with it",
};

function snapshotsOf(namespace: string): (facts: Facts, site: string | undefined) => string | undefined {
  return (facts, site) => {
    const jobs = objectsOfKind(facts, "CronJob").filter(
      ([, fact]) => fact.namespace === namespace && fact.site === site,
    );
    const copied = jobs.some(
      ([, { name, object }]) =>
        (name === "secrets-save" || name === "secrets-follow") && at(object, "spec", "suspend") !== true,
    );
    return copied ? "snapshots of raft" : undefined;
  };
}

/** Releases whose volumes nothing carries elsewhere, and nothing needs to: the verdict says so. */
const unpromised = new Set(["kube-prometheus-stack", "jaeger", "loki"]);

function releases(facts: Facts): readonly Verdict[] {
  return Object.entries(facts.releases).flatMap(([object, { name, site, values }]) => {
    if (!values.some(asksForVolume)) return [];
    const cover = known[name]?.(facts, site);
    return [
      cover === undefined
        ? uncovered(object, name)
        : unpromised.has(name)
          ? ours.pass(object, cover)
          : ours.pass(object),
    ];
  });
}

/** Values that name a class of volumes. */
const asksForVolume = (values: Json): boolean => /"storageClass(Name)?":"[^"]/.test(JSON.stringify(values));

/** Schedules of Velero: none is ours, and none keeps a promise of an hour or less (velero-io/velero#8686: no locked buckets). */
const foreign = ({ kubernetes }: Facts): readonly Verdict[] =>
  Object.entries(kubernetes)
    .filter(([, { object }]) => textAt(object, "apiVersion")?.startsWith("velero.io/") === true)
    .map(([object, { kind }]) =>
      ours.fail(object, {
        where: "kind",
        value: kind,
        why: "is Velero's, which no number of the plan counts on and which can't write to locked buckets",
        wayOut: "leave it out, or let databases, buckets and snapshots carry what must survive",
      }),
    );
