import { azureState } from "./azure-state";
import { s3State } from "./s3-state";
import type { StatePlace } from "./state-place";

/**
 * A POSIX shell script that makes the place for an environment's state: the one step before Terraform can keep anything. It
 * may be run again at will, and ends with an error where the place does not do what the stacks rely on.
 */
export const bootstrapScript = (environment: string, place: StatePlace): string =>
  [
    "#!/bin/sh",
    `# First step of environment ${environment}: the place that keeps Terraform's state, versioned. Run it again at will.`,
    ...(place.kind === "s3" ? s3State(place) : azureState(environment, place)),
    "",
  ].join("\n");
