import { statefulKubernetes } from "./kubernetes";
import type { StatefulType } from "./stateful-type";

/** Annotation that tells Helm what to do with an object that its release no longer has. */
export const resourcePolicy = "helm.sh/resource-policy";

/**
 * By this annotation Helm leaves an object standing where its release is uninstalled, and where the release is upgraded to one without it; so does
 * Argo CD (argoproj/argo-cd#13157). What stays bears the names of its release, so that the same release takes it back when it is installed
 * again, and no other does. An object is not saved by it from the deletion of its namespace (helm/helm#12074).
 */
export const keptByHelm = { [resourcePolicy]: "keep" } as const;

/** What a Kubernetes object keeps by its kind; undefined where it keeps nothing. */
export function statefulKind({ apiVersion, kind }: Kind): StatefulType | undefined {
  const [group, version] = apiVersion.split("/");
  return statefulKubernetes[`${version === undefined ? "" : (group ?? "")}/${kind}`];
}

interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
}
