import type { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { customObject } from "../../kubernetes/custom-object";

export interface AdmissionConstraintProps {
  readonly kind: string;
  readonly judges: readonly { readonly apiGroups: readonly string[]; readonly kinds: readonly string[] }[];
  /** Namespaces that the rule says nothing about. */
  readonly except: readonly string[];
  /** Only objects of namespaces with this label; absent where all are meant. */
  readonly within?: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Puts a rule into force: what it objects to is denied. */
export const admissionConstraint = (
  scope: Construct,
  { kind, judges, except, within, parameters }: AdmissionConstraintProps,
): ApiObject =>
  customObject(
    scope,
    { name: "platform" },
    {
      apiVersion: "constraints.gatekeeper.sh/v1beta1",
      kind,
      spec: {
        enforcementAction: "deny",
        match: {
          kinds: judges,
          excludedNamespaces: except,
          ...(within === undefined
            ? {}
            : { namespaceSelector: { matchExpressions: [{ key: within, operator: "Exists" }] } }),
        },
        ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
      },
    },
  );
