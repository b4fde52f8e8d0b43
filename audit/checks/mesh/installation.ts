import { enrolments, meshSystem } from "../../../catalog";
import { linkerdCni, linkerdControlPlane } from "../../../catalog/footprints/linkerd";
import type { Finding, Pen, Verdict } from "../../check";
import type { Facts } from "../../facts";
import { at } from "../../facts/json";
import type { Site } from "../../network/site";

/** A release without which nothing is carried. */
interface Part {
  readonly name: string;
  readonly namespace: string;
  /** What whoever reads the evidence should know of it. */
  readonly note?: string;
  /** Values that must stand there, by their path, and what happens without. */
  readonly values: readonly {
    readonly path: readonly string[];
    readonly value: boolean | string;
    readonly why: string;
  }[];
}

const { namespace } = meshSystem;

/** In the order of their installation. */
const istio: readonly Part[] = [
  { name: "istio-base", namespace, values: [] },
  { name: "istiod", namespace, values: [] },
  {
    name: "istio-cni",
    namespace,
    values: [{ path: ["ambient", "enabled"], value: true, why: "is not true, so that no pod is taken into the mesh" }],
  },
  { name: "ztunnel", namespace, values: [] },
];

const linkerd: readonly Part[] = [
  { name: "linkerd-crds", namespace: linkerdControlPlane.namespace, values: [] },
  { name: linkerdCni.component, namespace: linkerdCni.namespace, values: [] },
  {
    name: linkerdControlPlane.component,
    namespace: linkerdControlPlane.namespace,
    note: "an edge release: the weekly ones are open source and mended by the next, stable builds come from the vendor alone",
    values: [
      {
        path: ["proxy", "defaultInboundPolicy"],
        value: "deny",
        why: "is not deny: whoever reaches a pod would reach all of its ports that no server names",
      },
      {
        path: ["webhookFailurePolicy"],
        value: "Fail",
        why: "is not Fail: a pod that starts while nobody answers has no proxy, and speaks in the clear",
      },
      { path: ["cniEnabled"], value: true, why: "is not true: each pod would need the right to change its network" },
      {
        path: ["proxy", "outboundTransportMode"],
        value: "transport-header",
        why: "is another mode: packets would arrive on ports that no network policy opens",
      },
      { path: ["disableHeartBeat"], value: true, why: "is not true: the mesh would call its vendor every day" },
    ],
  },
];

/** The mesh stands at every site, and takes in what is enrolled. */
export function judgeInstallation({ plan, releases }: Facts, site: Site, { sum }: Pen): readonly Verdict[] {
  const parts = { "istio-ambient": istio, linkerd }[site.mesh.rules.kind];
  const here = Object.values(releases).filter((release) => release.site === site.name);
  const standing = parts.flatMap((part) => {
    const release = here.find((each) => each.name === part.name && each.namespace === part.namespace);
    const failures: readonly Finding[] =
      release === undefined
        ? [
            {
              where: "helm_release",
              value: part.name,
              why: "is installed by no stack of the site, so that the mesh carries nothing",
              wayOut: `install it in ${part.namespace}`,
            },
          ]
        : part.values
            .filter(({ path, value }) => !release.values.some((values) => at(values, ...path) === value))
            .map(({ path, value, why }) => ({
              where: `values.${path.join(".")}`,
              why,
              wayOut: `set it to ${String(value)}`,
            }));
    return sum(`${site.name}/mesh/${part.name}`, { failures }, part.note);
  });
  const { key } = enrolments[site.mesh.rules.kind];
  const leftOut = Object.entries(plan.podSets).flatMap(([id, { mesh }]) => {
    if (mesh?.kind !== "outside") return [];
    const release = here.find(({ name }) => name === id.split("/")[0]);
    const stays = release?.values.some((values) => JSON.stringify(values).includes(`"${key}":"disabled"`)) === true;
    return sum(
      `${site.name}/mesh/left-out/${id}`,
      { failures: stays ? [] : [changesSides(key)] },
      `outside of the mesh: ${mesh.reason}`,
    );
  });
  return [...standing, ...leftOut];
}

const changesSides = (key: string): Finding => ({
  where: `pod annotations.${key}`,
  why: "is not disabled: pods that the plan leaves out of the mesh would be taken in when they start anew",
  wayOut: "set it to disabled in the values of their release, or plan them as enrolled",
});
