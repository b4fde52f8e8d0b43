import type { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { ConstraintTemplate } from "../../../imports/custom-resources/gatekeeper/constraint-template";
import { customObject } from "../../kubernetes/custom-object";

export interface AdmissionTemplateProps {
  /** Kind of the constraints that put the rule into force; Gatekeeper makes a definition of it. */
  readonly kind: string;
  /** Schema of each parameter (OpenAPI v3). */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The judgement, in Rego v1. */
  readonly rego: string;
}

/** Teaches Gatekeeper a rule; it is in force as soon as a constraint of its kind says where. */
export function admissionTemplate(scope: Construct, { kind, parameters, rego }: AdmissionTemplateProps): ApiObject {
  const template: ConstraintTemplate = {
    apiVersion: "templates.gatekeeper.sh/v1",
    kind: "ConstraintTemplate",
    spec: {
      crd: {
        spec: {
          names: { kind },
          validation: { legacySchema: false, openAPIV3Schema: { type: "object", properties: parameters } },
        },
      },
      targets: [{ target: "admission.k8s.gatekeeper.sh", code: [{ engine: "Rego", source: { version: "v1", rego } }] }],
    },
  };
  return customObject(scope, { name: templateName(kind) }, template);
}

const templateName = (kind: string): string => kind.toLowerCase();

/** Name of the definition that Gatekeeper makes of a template. */
export const definitionName = (kind: string): string => `${templateName(kind)}.constraints.gatekeeper.sh`;
