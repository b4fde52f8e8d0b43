import { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import { enrolments, keptByHelm, opaqueProxyPorts, pastProxyPorts, type portsOfNamespace } from "../../../catalog";
import { zoneLabel, type MeshKind, type NamespacePlan } from "../../../language";

export interface PlatformNamespaceProps {
  readonly name: string;
  readonly plan: NamespacePlan;
  readonly mesh: MeshKind;
  /** Ports of its pods that flows lead to. Default: none. */
  readonly ports?: ReturnType<typeof portsOfNamespace>;
  /** Labels beside zone and Pod Security, such as the tenant whose namespace it is. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Kubernetes minor version whose Pod Security rules hold, such as `1.35`. */
  readonly kubernetes: string;
}

/** A namespace in one zone: pods held to its Pod Security standard, every connection denied until a flow opens it; kept where it holds data. */
export class PlatformNamespace extends Construct {
  constructor(scope: Construct, id: string, props: PlatformNamespaceProps) {
    super(scope, id);
    const { name, plan, labels, kubernetes } = props;
    const { zone, podSecurity } = plan;
    const level = podSecurity.level;
    const enrolment = enrolmentOf(props);
    const kept = plan.holds === undefined ? {} : keptByHelm;
    const annotations = { ...enrolment.annotations, ...exceptionsOf(plan), ...kept };
    new k8s.KubeNamespace(this, "namespace", {
      metadata: {
        name,
        labels: {
          [zoneLabel]: zone,
          ...enrolment.labels,
          "pod-security.kubernetes.io/enforce": level,
          "pod-security.kubernetes.io/enforce-version": `v${kubernetes}`,
          "pod-security.kubernetes.io/audit": level,
          "pod-security.kubernetes.io/warn": level,
          ...labels,
        },
        ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      },
    });
    new k8s.KubeNetworkPolicy(this, "default-deny", {
      // What stays when the release is uninstalled stays closed.
      metadata: { name: "default-deny", namespace: name, ...(plan.holds === undefined ? {} : { annotations: kept }) },
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

/** What takes the namespace's pods into the mesh. */
function enrolmentOf({
  plan,
  mesh,
  ports = { inner: [], pastProxies: [] },
}: PlatformNamespaceProps): Readonly<Record<"labels" | "annotations", Readonly<Record<string, string>>>> {
  if (plan.mesh?.kind !== "enrolled") return { labels: {}, annotations: {} };
  const { key, value } = enrolments[mesh];
  switch (mesh) {
    case "istio-ambient":
      return { labels: { [key]: value }, annotations: {} };
    case "linkerd":
      return {
        labels: {},
        annotations: {
          [key]: value,
          ...(ports.inner.length === 0 ? {} : { [opaqueProxyPorts]: ports.inner.join(",") }),
          ...(ports.pastProxies.length === 0 ? {} : { [pastProxyPorts]: ports.pastProxies.join(",") }),
        },
      };
  }
}

const exceptionsOf = ({ podSecurity, mesh }: NamespacePlan): Record<string, string> => ({
  ...(podSecurity.level === "restricted" ? {} : { "bestek.eu/exception-pod-security": podSecurity.reason }),
  ...(mesh?.kind === "outside" ? { "bestek.eu/exception-mesh": mesh.reason } : {}),
});
