import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import { footprints } from "../../../catalog";
import production from "../../../environments/noveu-zuid";
import { installIstio } from "../../../constructs/platform/mesh/install-mesh";
import { installOperators } from "../../../constructs/platform/operators";
import type { LogKeeping } from "../../../constructs/platform/logs/loki-release";
import { mirrorAt, type Mirror, type Footprint } from "../../../language";
import { planEnvironment } from "../../../planning";
import { installedFootprints } from "../../../planning/flows";

export const mirror = mirrorAt("registry.example.eu");
export const pullSecret = "registry-pull";
export const storageClass = "csi-cinder-high-speed-luks";

export type Tree = Readonly<Record<string, unknown>>;

export const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One release as it was synthesized. */
export interface SynthesizedRelease {
  readonly address: string;
  readonly attributes: Tree;
  readonly values: Tree;
}

/** Logs as a site of OVHcloud keeps them. */
export const logs: LogKeeping = {
  plan: planEnvironment(production).logs,
  store: {
    kind: "s3",
    bucket: "zuid-logs-eu-west-par",
    host: "s3.eu-west-par.io.cloud.ovh.net",
    region: "eu-west-par",
    addressing: "virtual-host",
    access: { kind: "keys" },
  },
};

/** The resources of a stack that installs every operator, as Terraform will read them; by tag, unless `from` knows digests. */
export function synthesizeResources(from: Mirror = mirror): string {
  const stack = new TerraformStack(Testing.app(), "operators");
  new HelmProvider(stack, "helm", {});
  installIstio(stack, {
    mirror: from,
    pullSecret,
    plugins: { binaries: "/opt/cni/bin", configuration: "/etc/cni/net.d" },
    dependsOn: [],
  });
  installOperators(stack, {
    mirror: from,
    pullSecret,
    storageClass,
    systemNamespaces: ["kube-system"],
    secrets: "openbao",
    seal: { kind: "kmip" },
    logs,
    alerts: production.alerts,
    bus: "kafka",
    gateway: { kind: "envoy" },
    mesh: "istio-ambient",
    dependsOn: [],
  });
  const document: unknown = JSON.parse(Testing.synth(stack, true));
  return JSON.stringify(isTree(document) ? document["resource"] : undefined);
}

/** Every release by its name. */
export function synthesizeReleases(from: Mirror = mirror): Readonly<Record<string, SynthesizedRelease>> {
  const resources: unknown = JSON.parse(synthesizeResources(from));
  const releases = isTree(resources) ? resources["helm_release"] : undefined;
  if (!isTree(releases)) throw new Error("the stack holds no release");
  return Object.fromEntries(
    Object.entries(releases).map(([id, attributes]) => {
      if (!isTree(attributes)) throw new Error(`${id} is no resource`);
      return [
        String(attributes["name"]),
        { address: `helm_release.${id}`, attributes, values: onlyValues(attributes) },
      ];
    }),
  );
}

function onlyValues({ values }: Tree): Tree {
  if (!Array.isArray(values) || values.length !== 1) throw new Error("a release takes one document of values");
  const parsed: unknown = JSON.parse(String(values[0]));
  if (!isTree(parsed)) throw new Error("values are no map");
  return parsed;
}

/** What lies at a path of keys; undefined where nothing does. */
export const at = (tree: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (isTree(value) ? value[key] : undefined), tree);

/** Every text in a tree, with its path. */
export const textsIn = (value: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] => {
  if (typeof value === "string") return [[path.join("."), value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => textsIn(member, [...path, key]));
};

/** Installed components that a chart brings. */
export const charted = installedFootprints({
  ...production,
  suite: { ...production.suite, bus: "kafka" },
}).filter(({ chart }) => chart !== undefined);

export function footprintOf(component: string): Footprint {
  const footprint = footprints[component];
  if (footprint === undefined) throw new Error(`no footprint ${component}`);
  return footprint;
}

const once = synthesizeReleases();

/** Values of one release. */
export function valuesOf(component: string): Tree {
  const release = once[component];
  if (release === undefined) throw new Error(`no release ${component}`);
  return release.values;
}
