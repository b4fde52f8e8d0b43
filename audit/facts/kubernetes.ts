import type { Mistake } from "../../language";
import { grouped } from "../grouped";
import type { KubernetesFact } from "./facts";
import { isObject, listAt, sortedByKey, textAt, type Json, type JsonObject } from "./json";

/** Kinds of the core and its own groups that lie in no namespace. */
const clusterKinds = new Set([
  "APIService",
  "CertificateSigningRequest",
  "ClusterRole",
  "ClusterRoleBinding",
  "CSIDriver",
  "CustomResourceDefinition",
  "FlowSchema",
  "IngressClass",
  "MutatingAdmissionPolicy",
  "MutatingAdmissionPolicyBinding",
  "MutatingWebhookConfiguration",
  "Namespace",
  "PersistentVolume",
  "PriorityClass",
  "PriorityLevelConfiguration",
  "RuntimeClass",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
  "VolumeAttributesClass",
  "VolumeSnapshotClass",
]);

/** Where an object was read. */
export interface Origin {
  readonly site: string;
  readonly release: string;
  readonly file: string;
  /** Namespace that Helm gives to objects that name none. */
  readonly releaseNamespace: string;
}

/** The objects of one YAML document: itself, or the items of a `List`. */
export function kubernetesFacts(document: Json, origin: Origin): readonly KubernetesFact[] | Omit<Mistake, "where"> {
  if (isObject(document) && document["kind"] === "List" && document["apiVersion"] === "v1") {
    const items = listAt(document, "items").map((item) => kubernetesFacts(item, origin));
    return items.find((item) => "why" in item) ?? items.flatMap((item) => ("why" in item ? [] : item));
  }
  const kind = textAt(document, "kind");
  const name = textAt(document, "metadata", "name");
  if (!isObject(document) || kind === undefined || name === undefined || textAt(document, "apiVersion") === undefined) {
    return {
      value: undefined,
      why: "holds a document without apiVersion, kind or metadata.name",
      wayOut: "write one Kubernetes object a document",
    };
  }
  const namespace = namespaceOf(document, kind, origin);
  return [
    {
      site: origin.site,
      ...(namespace === undefined ? {} : { namespace }),
      kind,
      name,
      release: origin.release,
      file: origin.file,
      object: document,
    },
  ];
}

function namespaceOf(document: JsonObject, kind: string, { releaseNamespace }: Origin): string | undefined {
  const namespace = textAt(document, "metadata", "namespace");
  if (namespace !== undefined) return namespace;
  // Whether a custom kind lies in a namespace is known to its definition alone: an object that names none is taken as cluster-wide.
  return clusterKinds.has(kind) || groupOf(document).includes(".") ? undefined : releaseNamespace;
}

/** API group; the groups of Kubernetes itself, whose names have no place of their own, count as the core. */
function groupOf(document: JsonObject): string {
  const [group, version] = (textAt(document, "apiVersion") ?? "").split("/");
  return version === undefined || group === undefined ? "" : group.replace(/\.k8s\.io$/, "");
}

/** Facts by id. Two objects of one kind and name differ by their group; the same object twice is a mistake. */
export function byId(facts: readonly KubernetesFact[]): {
  readonly facts: Readonly<Record<string, KubernetesFact>>;
  readonly mistakes: readonly Mistake[];
} {
  const groups = grouped(facts, (fact) => idOf(fact, fact.kind));
  const mistakes: Mistake[] = [];
  const entries = [...groups].flatMap(([id, [first, ...others]]): (readonly [string, KubernetesFact])[] => {
    if (first === undefined) return [];
    if (others.length === 0) return [[id, first]];
    const qualified = new Map<string, KubernetesFact>();
    for (const fact of [first, ...others]) {
      const longId = idOf(fact, `${fact.kind}.${groupName(fact.object)}`);
      const known = qualified.get(longId);
      if (known === undefined) qualified.set(longId, fact);
      else mistakes.push(twice(id, known, fact));
    }
    return [...qualified];
  });
  return { facts: sortedByKey(entries), mistakes };
}

const idOf = ({ site, namespace, name }: KubernetesFact, kind: string): string =>
  `${site}/${namespace ?? "_cluster"}/${kind}/${name}`;

const groupName = (object: JsonObject): string => {
  const [group, version] = (textAt(object, "apiVersion") ?? "").split("/");
  return version === undefined ? "core" : (group ?? "");
};

const twice = (id: string, first: KubernetesFact, second: KubernetesFact): Mistake => ({
  where: second.file,
  value: id,
  why: `is written in ${first.file} too`,
  wayOut: "let one release own the object",
});
