import { ApiObject, App, Chart } from "cdk8s";
import type { Construct } from "constructs";
import { isClusterKind } from "../constructs/kubernetes/cluster-kinds";

/** What a chart is before it is written: where it goes, and what goes into it. */
export interface ChartContent {
  readonly namespace: string;
  readonly build: (chart: Construct) => void;
  /** Last changes before anything is written, such as an architect's patches. */
  readonly finish?: (objects: readonly ApiObject[]) => void;
}

/** One Kubernetes object as it will be written. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/**
 * Builds one chart in an app of its own: rendering a chart resolves its whole app, so that many charts in one app
 * would cost the square of their number.
 */
export function renderChart({ namespace, build, finish }: ChartContent): readonly Manifest[] {
  const chart = new Chart(new App(), "chart", { namespace, disableResourceNameHashes: true });
  build(chart);
  const objects = chart.node.findAll().filter((node): node is ApiObject => ApiObject.isApiObject(node));
  finish?.(objects);
  return objects.map((object) => toManifest(object.toJson())).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const key = ({ kind, metadata }: Manifest): string => `${kind}/${metadata.namespace ?? ""}/${metadata.name}`;

/** A chart gives its namespace to all its objects, also to those that can have none. */
function toManifest(object: unknown): Manifest {
  if (isManifest(object)) {
    if (!isClusterKind(object)) return object;
    const { namespace: _, ...metadata } = object.metadata;
    return { ...object, metadata };
  }
  throw new Error(`a chart holds something that is no Kubernetes object: ${JSON.stringify(object)}`);
}

const isManifest = (object: unknown): object is Manifest =>
  typeof object === "object" &&
  object !== null &&
  "apiVersion" in object &&
  "kind" in object &&
  "metadata" in object &&
  typeof object.metadata === "object" &&
  object.metadata !== null &&
  "name" in object.metadata &&
  typeof object.metadata.name === "string";
