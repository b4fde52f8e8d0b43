import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDigests, withDigests, type Environment } from "../environments/schema";
import { Refusal } from "../language";

/** The environment with what the file of its `registry.digests` holds. Throws a Refusal where the file can't be read. */
export function withRecordedDigests(workingFolder: string, environment: Environment): Environment {
  const { digests } = environment.registry;
  if (digests === undefined) return environment;
  const file = join(workingFolder, digests);
  if (existsSync(file)) return withDigests(environment, parseDigests(readFileSync(file, "utf8"), digests));
  throw new Refusal(`environment "${environment.name}"`, [
    {
      where: "registry.digests",
      value: digests,
      why: "is missing: nothing is known to be in the mirror",
      wayOut: `leave it out, bestek synth ${environment.name} && bestek images ${environment.name} --mirror, run the script it writes, and put it back`,
    },
  ]);
}
