import { mistakesOf } from "../environments/schema/mistakes";
import { Refusal } from "../language";
import { lockSchema, type Lock } from "./lock-file";

/** Reads a lock; throws a Refusal that names every field that is not as bestek writes it. */
export function parseLock(text: string, file: string, environment: string): Lock {
  const value = jsonOf(text, file);
  const parsed = lockSchema.safeParse(value);
  if (!parsed.success) throw new Refusal(file, mistakesOf(parsed.error, value));
  if (parsed.data.environment === environment) return parsed.data;
  throw new Refusal(file, [
    {
      where: "environment",
      value: parsed.data.environment,
      why: `is not "${environment}", whose lock this would be by its name`,
      wayOut: `an environment is never renamed: its name is in every stack and bucket. Call it ${parsed.data.environment} again, or delete the file if nothing of it was ever applied`,
    },
  ]);
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(file, [
      {
        where: file,
        value: undefined,
        why: "is not JSON",
        wayOut: "take the last good version from the repository's history; after a merge, resolve its conflicts",
      },
    ]);
  }
}
