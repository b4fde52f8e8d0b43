import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";

/** Metadata of one object; `name` is always ours, so that the same input gives the same bytes. */
export interface ObjectMetadata {
  readonly name: string;
  /** Absent for cluster-wide objects. */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An object of a custom kind, checked against the generated type of that kind and loaded with nothing at run time. */
export interface CustomKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for the few kinds that say what they are outside of it. */
  readonly spec?: object;
}

/** Adds one custom object to a chart; the construct's id is its kind and name. */
export function customObject(scope: Construct, metadata: ObjectMetadata, object: CustomKind): ApiObject {
  return new ApiObject(scope, `${object.kind}-${metadata.name}`, {
    ...object,
    metadata: {
      name: metadata.name,
      ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
      ...(metadata.labels === undefined ? {} : { labels: { ...metadata.labels } }),
      ...(metadata.annotations === undefined ? {} : { annotations: { ...metadata.annotations } }),
    },
  });
}
