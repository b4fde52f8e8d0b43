import { k8s } from "cdk8s-plus-28";
import { restrictedPod } from "../releases/pod-values";

export interface JobPodProps {
  readonly serviceAccount: string;
  readonly pullSecret: string;
  /** User of the images; files that are mounted belong to `group`. */
  readonly user: number;
  /** Default: the user's number. */
  readonly group?: number;
}

/** What the pod of each job says alike: whose it is, and that it may do nothing. Tokens are mounted by the containers that need one. */
export const jobPod = ({ serviceAccount, pullSecret, user, group = user }: JobPodProps) =>
  ({
    serviceAccountName: serviceAccount,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    imagePullSecrets: [{ name: pullSecret }],
    restartPolicy: "Never",
    securityContext: {
      ...restrictedPod,
      runAsUser: user,
      runAsGroup: group,
      fsGroup: group,
    },
  }) satisfies Omit<k8s.PodSpec, "containers">;

/** A folder that no disk ever holds; what lies in it counts as the containers' own memory. */
export const inMemory = (name: string, limit: string): k8s.Volume => ({
  name,
  emptyDir: { medium: "Memory", sizeLimit: k8s.Quantity.fromString(limit) },
});
