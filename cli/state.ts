import { findStorageRegion } from "../catalog";
import type { Facts } from "../audit";
import { Refusal } from "../language";
import { bootstrapScript, type StatePlace } from "../output/state";
import { z } from "zod";
import type { Outcome } from "./outcome";
import { readSynthesis, type SynthesisFolders } from "./read-synthesis";

export type StateRequest = SynthesisFolders;

export interface State {
  readonly format: "bestek.state/1";
  readonly environment: string;
  readonly place: StatePlace;
  /** POSIX shell. */
  readonly script: string;
}

/** The script of the first step: it makes the place in which every stack of an environment keeps its state. */
export function state(request: StateRequest): Outcome<State> {
  const { environment } = request;
  const place = placeOf(readSynthesis(request));
  const script = bootstrapScript(environment, place);
  return {
    exitCode: 0,
    data: { format: "bestek.state/1", environment, place, script },
    lines: script.trimEnd().split("\n"),
  };
}

const s3Schema = z.object({
  bucket: z.string(),
  region: z.string(),
  endpoints: z.object({ s3: z.string() }).optional(),
});
const azureSchema = z.object({ storage_account_name: z.string(), container_name: z.string() });
const planned = z.object({ state: z.object({ region: z.string() }) });

/** The place that the backends name; all stacks of an environment share it. */
function placeOf({ terraform, plan, environment }: Facts): StatePlace {
  const backend = Object.values(terraform).find(({ block }) => block === "backend");
  const s3 = backend?.type === "s3" ? s3Schema.safeParse(backend.attributes).data : undefined;
  if (s3 !== undefined) {
    const { bucket, region, endpoints } = s3;
    return { kind: "s3", bucket, region, ...(endpoints === undefined ? {} : { endpoint: endpoints.s3 }) };
  }
  const azure = backend?.type === "azurerm" ? azureSchema.safeParse(backend.attributes).data : undefined;
  const region = planned.safeParse(plan.environment).data?.state.region;
  if (azure === undefined || region === undefined) {
    throw new Refusal(`the state of environment "${environment}"`, [
      {
        where: "terraform.backend",
        value: backend?.type,
        why: "is not one that bestek knows how to prepare",
        wayOut: "keep the state in a storage region of the catalogue",
      },
    ]);
  }
  const zones = (findStorageRegion(region)?.zoneCount ?? 1) >= 3;
  return { kind: "azurerm", account: azure.storage_account_name, container: azure.container_name, region, zones };
}
