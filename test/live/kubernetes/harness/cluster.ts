import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textAt, type Json } from "../../../../audit/facts/json";
import { ApiClient } from "../../../../simulation/kubernetes/api-client";
import {
  startControlPlane,
  type ControlPlane,
  type ControlPlaneProps,
} from "../../../../simulation/kubernetes/control-plane";
import { eventually } from "../../harness/until";
import { established } from "./constraint-definitions";

/** A cluster of its own, and what asks it. */
export interface Cluster {
  readonly controlPlane: ControlPlane;
  readonly client: ApiClient;
}

/** Argument of the controller manager where nothing is to come of what is admitted: quotas must count, and namespaces have their accounts. */
export const judging = "--controllers=resourcequota-controller,serviceaccount-controller";

/** A cluster that runs until it is stopped. */
export interface RunningCluster extends Cluster {
  /** Ends it and removes its folder. */
  readonly stop: () => Promise<void>;
}

/** Starts an empty cluster; nothing is left where that fails. */
export async function startCluster(props: Omit<ControlPlaneProps, "folder">): Promise<RunningCluster> {
  const folder = mkdtempSync(join(tmpdir(), "bestek-live-"));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  const controlPlane = await startControlPlane({ ...props, folder }).catch((error: unknown) => {
    remove();
    throw error;
  });
  const client = new ApiClient(controlPlane.access);
  return {
    controlPlane,
    client,
    stop: async () => {
      client.close();
      await controlPlane.stop();
      remove();
    },
  };
}

/** Runs `work` on an empty cluster that is gone afterwards. */
export async function onCluster<T>(
  props: Omit<ControlPlaneProps, "folder">,
  work: (cluster: Cluster) => Promise<T>,
): Promise<T> {
  const cluster = await startCluster(props);
  try {
    return await work(cluster);
  } finally {
    await cluster.stop();
  }
}

/** Installs definitions and waits until their kinds are served; throws where one is refused. */
export async function define(client: ApiClient, definitions: readonly Json[]): Promise<void> {
  const path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  await Promise.all(
    definitions.map(async (definition) => {
      const { status, body } = await client.send({ method: "POST", path, body: definition });
      if (status !== 201)
        throw new Error(`${textAt(definition, "metadata", "name") ?? ""}: ${textAt(body, "message") ?? ""}`);
    }),
  );
  const names = definitions.map((definition) => textAt(definition, "metadata", "name") ?? "");
  const missing = await eventually(
    async () => {
      const served = established((await client.send({ method: "GET", path })).body);
      return names.filter((name) => !served.has(name));
    },
    (left) => left.length === 0,
  );
  if (missing.length > 0) throw new Error(`these definitions are not served: ${missing.join(", ")}`);
}
