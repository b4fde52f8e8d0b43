import type { Finding } from "../../check";
import type { Facts } from "../../facts";
import { listAt, textAt } from "../../facts/json";
import { siteOfStack } from "../../facts/stack-name";
import { Neighbours } from "../../workloads/neighbours";
import { podTemplates, type PodTemplate } from "../../workloads/pod-template";
import type { Judgement } from "./judgement";

/** A mirror asks who pulls: every pod names the pull secret, and the secret stands in its namespace. */
export function pullSecrets(facts: Facts): readonly Judgement[] {
  const name = textAt(facts.plan.environment, "pullSecret");
  if (name === undefined) return [];
  const neighbours = new Neighbours(facts);
  const placed = placedSecrets(facts, name);
  return [
    ...podTemplates(facts).map((pod) => ({
      object: pod.object,
      failures: [
        ...(namesOf(pod, neighbours).includes(name) ? [] : [unnamed(`${pod.path.join(".")}.imagePullSecrets`, name)]),
        ...(isPlaced(placed, pod.fact.site, pod.namespace) ? [] : [missing(pod.namespace, name)]),
      ],
    })),
    ...componentReleases(facts, name),
  ];
}

const unnamed = (where: string, name: string): Finding => ({
  where,
  why: `doesn't name the pull secret "${name}"`,
  wayOut: "name it in the pod or in its service account",
});

const missing = (namespace: string, name: string): Finding => ({
  where: "metadata.namespace",
  value: namespace,
  why: `has no pull secret "${name}"`,
  wayOut: "let RegistryAccess place it there before anything is installed",
});

/** Secrets that the pod, or the account it runs under, names. */
function namesOf({ fact, namespace, spec }: PodTemplate, neighbours: Neighbours): readonly string[] {
  const account = textAt(spec, "serviceAccountName") ?? "default";
  const accounts = neighbours.of(fact.site, namespace, "ServiceAccount").filter(({ name }) => name === account);
  return [spec, ...accounts.map(({ object }) => object)].flatMap((holder) =>
    listAt(holder, "imagePullSecrets").flatMap((secret) => textAt(secret, "name") ?? []),
  );
}

type Placed = readonly { readonly site: string | undefined; readonly namespace: string }[];

/** Where Terraform puts the pull secret; stacks of no site serve all. */
function placedSecrets({ terraform, plan }: Facts, name: string): Placed {
  const sites = Object.keys(plan.sites);
  return Object.values(terraform).flatMap(({ block, type, stack, attributes }) => {
    const namespace = textAt(attributes, "metadata", "namespace");
    return block === "resource" &&
      /^kubernetes_secret(?:_v1)?$/.test(type) &&
      textAt(attributes, "type") === "kubernetes.io/dockerconfigjson" &&
      textAt(attributes, "metadata", "name") === name &&
      namespace !== undefined
      ? [{ site: siteOfStack(stack, sites), namespace }]
      : [];
  });
}

const isPlaced = (placed: Placed, site: string, namespace: string): boolean =>
  placed.some((one) => one.namespace === namespace && (one.site === undefined || one.site === site));

/** Charts of others make pods that no file shows: their values must say with what they pull. */
const componentReleases = ({ releases, footprints }: Facts, name: string): readonly Judgement[] =>
  Object.entries(releases).flatMap(([object, { name: component, carried, values }]) => {
    const pods = Object.keys(footprints[component]?.pods ?? {});
    if (carried !== undefined || pods.length === 0) return [];
    return [
      {
        object: `${object}/values`,
        failures: JSON.stringify(values).includes(`"${name}"`) ? [] : [unnamed("imagePullSecrets", name)],
      },
    ];
  });
