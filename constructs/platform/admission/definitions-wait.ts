import { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import { images } from "../../../catalog";
import { imageReference, mebibytes, millicores, type Mirror } from "../../../language";
import { workloadLabels } from "../../../planning/placement";
import { apiToken, apiTokenFolder } from "../../kubernetes/api-token";
import { contentHash } from "../../kubernetes/content-hash";
import { resources, restrictedContainer, restrictedPod } from "../releases/pod-values";

export interface DefinitionsWaitProps {
  readonly namespace: string;
  /** Workload of the pods, as flows and policies know it. */
  readonly workload: string;
  /** Names of the definitions that are waited for. */
  readonly definitions: readonly string[];
  readonly mirror: Mirror;
  readonly pullSecret: string;
}

const name = "admission-definitions";

/** User of the image (chart gatekeeper 3.23.0, crds.securityContext). */
const user = 65532;

/**
 * Ends when Gatekeeper has made a kind of every template. Helm calls a template installed as soon as it is stored; a constraint that
 * came sooner than its kind would be refused.
 */
export class DefinitionsWait extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DefinitionsWaitProps,
  ) {
    super(scope, id);
    const { namespace, workload, definitions } = props;
    const labels = { ...workloadLabels(namespace, workload) };
    new k8s.KubeServiceAccount(this, "service-account", { metadata: { name }, automountServiceAccountToken: false });
    new k8s.KubeClusterRole(this, "role", {
      metadata: { name },
      rules: [
        {
          apiGroups: ["apiextensions.k8s.io"],
          resources: ["customresourcedefinitions"],
          resourceNames: [...definitions],
          verbs: ["get", "list", "watch"],
        },
      ],
    });
    new k8s.KubeClusterRoleBinding(this, "binding", {
      metadata: { name },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    });
    const template = this.template(labels);
    new k8s.KubeJob(this, "job", {
      // A job can't be changed: a change makes a new one.
      metadata: { name: `${name}-${contentHash(template)}`, labels },
      spec: { backoffLimit: 3, activeDeadlineSeconds: 600, template },
    });
  }

  private template(labels: Record<string, string>): k8s.PodTemplateSpec {
    return {
      metadata: { labels },
      spec: {
        serviceAccountName: name,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        imagePullSecrets: [{ name: this.props.pullSecret }],
        restartPolicy: "Never",
        securityContext: { ...restrictedPod, runAsUser: user, runAsGroup: user },
        // One after the other: `kubectl wait` takes one condition, and can't judge what doesn't exist.
        initContainers: [this.kubectl("made", "create")],
        containers: [this.kubectl("served", "condition=Established")],
        // What a mounted token would bring, for ten minutes instead of an hour.
        volumes: [apiToken("token", 600)],
      },
    };
  }

  private kubectl(container: string, condition: string): k8s.Container {
    const { requests, limits } = resources({ cpu: millicores(10), memory: mebibytes(64) });
    return {
      name: container,
      image: imageReference(images.gatekeeperCrds, this.props.mirror),
      // The image's entry point is kubectl.
      args: [
        "wait",
        `--for=${condition}`,
        "--timeout=240s",
        ...this.props.definitions.map((definition) => `customresourcedefinition/${definition}`),
      ],
      resources: {
        requests: { cpu: k8s.Quantity.fromString(requests.cpu), memory: k8s.Quantity.fromString(requests.memory) },
        limits: { cpu: k8s.Quantity.fromString(limits.cpu), memory: k8s.Quantity.fromString(limits.memory) },
      },
      volumeMounts: [{ name: "token", mountPath: apiTokenFolder, readOnly: true }],
      securityContext: {
        allowPrivilegeEscalation: restrictedContainer.allowPrivilegeEscalation,
        readOnlyRootFilesystem: restrictedContainer.readOnlyRootFilesystem,
        capabilities: { drop: [...restrictedContainer.capabilities.drop] },
      },
    };
  }
}
