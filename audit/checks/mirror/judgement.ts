import type { Findings } from "../../check";

/** What is to be said of one object. */
export interface Judgement extends Findings {
  readonly object: string;
}
