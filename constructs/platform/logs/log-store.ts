import type { HelmValue, HelmValues } from "../releases/helm-values";
import { logUser } from "../../infrastructure/stores";
import { clientIdOf, workloadIdentityLabel } from "../../kubernetes/workload-identity";

/** Where the servers of a site keep logs. */
export type LogStore =
  | {
      readonly kind: "s3";
      readonly bucket: string;
      readonly host: string;
      /** Region that requests are signed for. */
      readonly region: string;
      readonly addressing: "virtual-host" | "path";
      /** `keys`: in the Secret `logKeys`; otherwise what ties the servers' account to an identity of the cloud. */
      readonly access:
        | { readonly kind: "keys" }
        | { readonly kind: "pod-identity"; readonly accountAnnotations: Readonly<Record<string, string>> };
    }
  | { readonly kind: "azure-blob"; readonly account: string; readonly container: string }
  /** On the server's own volume: one server alone. */
  | { readonly kind: "volume" };

/** Secret with the servers' keys to their bucket, placed by Terraform: logs are wanted before there is a store of secrets. */
export const logKeys = "log-keys";

/** Name under which Loki's configuration speaks of the store. */
export function storeName({ kind }: LogStore): "s3" | "azure" | "filesystem" {
  switch (kind) {
    case "s3":
      return "s3";
    case "azure-blob":
      return "azure";
    case "volume":
      return "filesystem";
  }
}

/** The store as the chart takes it. Keys are left out: Loki asks the environment of the pod for them. */
export function storageValues(store: LogStore): HelmValues {
  switch (store.kind) {
    case "s3":
      return {
        type: "s3",
        bucketNames: bucketNames(store.bucket),
        s3: {
          endpoint: store.host,
          region: store.region,
          s3ForcePathStyle: store.addressing === "path",
          insecure: false,
        },
      };
    case "azure-blob":
      return {
        type: "azure",
        bucketNames: bucketNames(store.container),
        azure: { accountName: store.account, useFederatedToken: true },
      };
    case "volume":
      return { type: "filesystem" };
  }
}

/** There are no rules for Loki: the second name is asked for and not used. */
const bucketNames = (chunks: string): HelmValues => ({ chunks, ruler: chunks });

const fromKeys = (name: string, key: string): HelmValues => ({
  name,
  valueFrom: { secretKeyRef: { name: logKeys, key } },
});

/** Variables that tell the store's client who it is. */
export function storeEnvironment(store: LogStore): readonly HelmValue[] {
  switch (store.kind) {
    case "s3":
      return store.access.kind === "keys"
        ? [fromKeys("AWS_ACCESS_KEY_ID", "access-key"), fromKeys("AWS_SECRET_ACCESS_KEY", "secret-key")]
        : [];
    case "azure-blob":
      return [clientIdOf(logUser)];
    case "volume":
      return [];
  }
}

/** What makes the pods somebody in their cloud. */
export function storeIdentity(store: LogStore): {
  readonly accountAnnotations: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
} {
  switch (store.kind) {
    case "s3":
      return {
        accountAnnotations: store.access.kind === "pod-identity" ? store.access.accountAnnotations : {},
        podLabels: {},
      };
    case "azure-blob":
      return { accountAnnotations: {}, podLabels: workloadIdentityLabel };
    case "volume":
      return { accountAnnotations: {}, podLabels: {} };
  }
}
