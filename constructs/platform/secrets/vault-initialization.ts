import { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import { images, keptByHelm, secretsServer } from "../../../catalog";
import { imageReference, type Mirror } from "../../../language";
import { secretsInitialization } from "../../../planning/flows";
import { workloadLabels } from "../../../planning/placement";
import { apiToken, apiTokenFolder, tokenFor } from "../../kubernetes/api-token";
import { contentHash } from "../../kubernetes/content-hash";
import { restrictedPod } from "../releases/pod-values";
import { jobContainer } from "./job-container";
import { secretsAudience } from "./secret-paths";
import { serverAddresses } from "./server-configuration";
import { terraformAccess } from "./terraform-policy";
import { beginScript, doneRole, folders, openingRequests, openScript, recoveryPatch } from "./vault-scripts";

export interface VaultInitializationProps {
  /** Who holds a part of the recovery key, with their public PGP keys, and how many parts make it whole. */
  readonly recoveryKeys: {
    readonly threshold: number;
    readonly holders: readonly { readonly name: string; readonly publicKey: string }[];
  };
  readonly mirror: Mirror;
  readonly pullSecret: string;
}

/** ConfigMap with the parts of the recovery key, each for its holder's private key alone. */
export const recoveryMap = "vault-recovery";

const { namespace } = secretsServer("vault").footprint;

/**
 * Opens Vault at its first start, as OpenBao opens itself: initializes it, keeps the parts of the recovery key, each encrypted for its
 * holder, opens the audit trail, lets Terraform and snapshots in, and revokes the root token, which no file and no log ever held. Run again
 * it changes nothing, and fails where an earlier run did not come to its end.
 */
export class VaultInitialization extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: VaultInitializationProps,
  ) {
    super(scope, id);
    for (const name of [terraformAccess.serviceAccount, doneRole]) {
      new k8s.KubeServiceAccount(this, name, { metadata: { name }, automountServiceAccountToken: false });
    }
    this.rights();
    const { threshold, holders } = props.recoveryKeys;
    const keys = this.files(
      "holders",
      holders.map(({ name, publicKey }) => [`${name}.asc`, publicKey]),
    );
    const requests = this.files(
      "requests",
      openingRequests().map(({ name, data }) => [`${name}.json`, JSON.stringify(data)]),
    );
    const shares = { threshold, holders: holders.map(({ name }) => name) };
    const template = this.template(
      [this.vault("begin", beginScript(shares), "holders"), this.keep()],
      this.vault("open", openScript(), "requests"),
      { holders: keys, requests },
    );
    new k8s.KubeJob(this, "job", {
      // A job can't be changed: a change makes a new one.
      metadata: { name: `vault-initialization-${contentHash(template)}`, labels: this.labels },
      spec: { backoffLimit: 6, activeDeadlineSeconds: 840, template },
    });
  }

  private get labels(): Record<string, string> {
    return { ...workloadLabels(namespace, secretsInitialization) };
  }

  /** The one thing that the job may do in the cluster: add to the ConfigMap that stands here. */
  private rights(): void {
    new k8s.KubeConfigMap(this, "recovery", {
      // Made once; whoever removes the release still finds the parts.
      metadata: { name: recoveryMap, labels: this.labels, annotations: { ...keptByHelm } },
    });
    const metadata = { name: doneRole, labels: this.labels };
    new k8s.KubeRole(this, "role", {
      metadata,
      rules: [{ apiGroups: [""], resources: ["configmaps"], resourceNames: [recoveryMap], verbs: ["get", "patch"] }],
    });
    new k8s.KubeRoleBinding(this, "binding", {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: doneRole },
      subjects: [{ kind: "ServiceAccount", name: doneRole, namespace }],
    });
  }

  private files(id: string, entries: readonly (readonly [string, string])[]): string {
    const data = Object.fromEntries(entries);
    const name = `vault-${id}-${contentHash(data)}`;
    new k8s.KubeConfigMap(this, id, { metadata: { name, labels: this.labels }, immutable: true, data });
    return name;
  }

  private template(
    initContainers: k8s.Container[],
    container: k8s.Container,
    maps: { readonly holders: string; readonly requests: string },
  ): k8s.PodTemplateSpec {
    // Beside the parts lies what kubectl remembers of the cluster.
    const memory = { medium: "Memory", sizeLimit: k8s.Quantity.fromString("32Mi") };
    return {
      metadata: { labels: this.labels },
      spec: {
        serviceAccountName: doneRole,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        imagePullSecrets: [{ name: this.props.pullSecret }],
        // The same pod begins again: its memory holds the root token that a new one would lack.
        restartPolicy: "OnFailure",
        securityContext: { ...restrictedPod, runAsUser: 100, runAsGroup: 1000, fsGroup: 1000 },
        initContainers,
        containers: [container],
        volumes: [
          { name: "first", emptyDir: memory },
          { name: "recovery", emptyDir: memory },
          { name: "holders", configMap: { name: maps.holders } },
          { name: "requests", configMap: { name: maps.requests } },
          tokenFor(secretsAudience, "token", 900),
          apiToken("api-token", 900),
        ],
      },
    };
  }

  private vault(name: string, script: string, files: "holders" | "requests"): k8s.Container {
    return {
      name,
      image: imageReference(images.vault, this.props.mirror),
      command: ["/bin/sh", "-euc", script],
      env: [
        { name: "VAULT_ADDR", value: serverAddresses("vault")[0] ?? "" },
        // The command line looks for a token of earlier logins in its home.
        { name: "HOME", value: folders.root },
      ],
      ...jobContainer(),
      volumeMounts: [
        { name: "first", mountPath: folders.root },
        { name: "recovery", mountPath: folders.recovery },
        { name: files, mountPath: folders[files], readOnly: true },
        { name: "token", mountPath: folders.token, readOnly: true },
      ],
    };
  }

  /** Keeps the encrypted parts before anything else is done: without them nobody could ever recover. */
  private keep(): k8s.Container {
    return {
      name: "keep",
      image: imageReference(images.kubectl, this.props.mirror),
      command: ["/bin/kubectl"],
      args: [
        "patch",
        `configmap/${recoveryMap}`,
        "--type=merge",
        `--patch-file=${recoveryPatch}`,
        `--cache-dir=${folders.recovery}/cache`,
      ],
      env: [{ name: "HOME", value: folders.recovery }],
      ...jobContainer(),
      volumeMounts: [
        { name: "recovery", mountPath: folders.recovery },
        { name: "api-token", mountPath: apiTokenFolder, readOnly: true },
      ],
    };
  }
}
