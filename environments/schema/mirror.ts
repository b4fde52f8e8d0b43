import type { Mirror } from "../../language";
import type { Environment } from "./environment";

/** The registry that the environment pulls from, with what was recorded of it. */
export const mirrorOf = ({ registry, recordedDigests }: Pick<Environment, "registry" | "recordedDigests">): Mirror => ({
  host: registry.mirror,
  digests: recordedDigests ?? {},
});
