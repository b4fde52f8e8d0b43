import { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import { enrolment } from "../../../catalog";
import { zoneLabel, type NamespacePlan } from "../../../language";

export interface PlatformNamespaceProps {
  readonly name: string;
  readonly plan: NamespacePlan;
  /** Labels beside zone and Pod Security, such as the tenant whose namespace it is. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Kubernetes minor version whose Pod Security rules hold, such as `1.35`. */
  readonly kubernetes: string;
}

/** A namespace in one zone: pods held to its Pod Security standard, every connection denied until a flow opens it. */
export class PlatformNamespace extends Construct {
  constructor(scope: Construct, id: string, { name, plan, labels, kubernetes }: PlatformNamespaceProps) {
    super(scope, id);
    const { zone, podSecurity } = plan;
    const level = podSecurity.level;
    const exceptions = exceptionsOf(plan);
    new k8s.KubeNamespace(this, "namespace", {
      metadata: {
        name,
        labels: {
          [zoneLabel]: zone,
          ...(plan.mesh?.kind === "enrolled" ? { [enrolment.label]: enrolment.value } : {}),
          "pod-security.kubernetes.io/enforce": level,
          "pod-security.kubernetes.io/enforce-version": `v${kubernetes}`,
          "pod-security.kubernetes.io/audit": level,
          "pod-security.kubernetes.io/warn": level,
          ...labels,
        },
        ...(Object.keys(exceptions).length === 0 ? {} : { annotations: exceptions }),
      },
    });
    new k8s.KubeNetworkPolicy(this, "default-deny", {
      metadata: { name: "default-deny", namespace: name },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    });
    new k8s.KubeLimitRange(this, "limits", {
      metadata: { name: "defaults", namespace: name },
      spec: {
        limits: [
          {
            // Containers of third parties that state nothing still count, and still end somewhere.
            type: "Container",
            defaultRequest: { cpu: k8s.Quantity.fromString("10m"), memory: k8s.Quantity.fromString("32Mi") },
            default: { cpu: k8s.Quantity.fromString("500m"), memory: k8s.Quantity.fromString("256Mi") },
          },
        ],
      },
    });
  }
}

const exceptionsOf = ({ podSecurity, mesh }: NamespacePlan): Record<string, string> => ({
  ...(podSecurity.level === "restricted" ? {} : { "bestek.eu/exception-pod-security": podSecurity.reason }),
  ...(mesh?.kind === "outside" ? { "bestek.eu/exception-mesh": mesh.reason } : {}),
});
