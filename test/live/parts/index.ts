import type { PartSource } from "../../../simulation/parts/part";

/** Every part that some live test needs; the set-up makes what is missing. */
export const parts: readonly PartSource[] = [];
