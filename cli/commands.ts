import type { audit } from "./audit";
import type { credential } from "./credential";
import type { drift, toolRunner } from "./drift";
import type { images } from "./images";
import type { lock } from "./lock";
import type { manifests } from "./manifests";
import type { move } from "./move";
import type { newRepository } from "./new";
import type { plan } from "./plan";
import type { preflight, theWorld } from "./preflight";
import type { regions } from "./regions";
import type { retire } from "./retire";
import type { review } from "./review";
import type { simulate } from "./simulate";
import type { size } from "./size";
import type { state } from "./state";
import type { synth } from "./synth";
import type { upgrade } from "./upgrade";

/** The commands, each loaded when it is called: help, plans and sizes never wait for the synthesizers. */
export interface Commands {
  readonly audit: () => Promise<{ readonly audit: typeof audit }>;
  readonly credential: () => Promise<{ readonly credential: typeof credential }>;
  readonly drift: () => Promise<{ readonly drift: typeof drift; readonly toolRunner: typeof toolRunner }>;
  readonly images: () => Promise<{ readonly images: typeof images }>;
  readonly lock: () => Promise<{ readonly lock: typeof lock }>;
  readonly manifests: () => Promise<{ readonly manifests: typeof manifests }>;
  readonly move: () => Promise<{ readonly move: typeof move }>;
  readonly newRepository: () => Promise<{ readonly newRepository: typeof newRepository }>;
  readonly plan: () => Promise<{ readonly plan: typeof plan }>;
  readonly preflight: () => Promise<{ readonly preflight: typeof preflight; readonly theWorld: typeof theWorld }>;
  readonly regions: () => Promise<{ readonly regions: typeof regions }>;
  readonly retire: () => Promise<{ readonly retire: typeof retire }>;
  readonly review: () => Promise<{ readonly review: typeof review }>;
  readonly simulate: () => Promise<{ readonly simulate: typeof simulate }>;
  readonly size: () => Promise<{ readonly size: typeof size }>;
  readonly state: () => Promise<{ readonly state: typeof state }>;
  readonly synth: () => Promise<{ readonly synth: typeof synth }>;
  readonly upgrade: () => Promise<{ readonly upgrade: typeof upgrade }>;
}
