import { join } from "node:path";
import { writtenStacks } from "../../../output";
import type { SampleStack } from "./tier";

/** Stacks of an environment that was synthesized in `repository`, in the order of their application. */
export const sampleStacks = (repository: string, environment: string): SampleStack[] =>
  writtenStacks(join(repository, "cdktf.out"), environment).map(({ name, folder, after }) => ({
    name,
    folder,
    after: [...after],
  }));
