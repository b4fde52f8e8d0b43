import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

const packageSchema = z.object({ name: z.literal("bestek"), version: z.string() });

/** This package as it is installed. */
export interface Installation {
  readonly folder: string;
  readonly version: string;
}

/** Looks upwards from this file, which lies one folder deeper once it is compiled. */
export function findInstallation(from = __dirname): Installation {
  const file = join(from, "package.json");
  if (existsSync(file)) {
    const parsed = packageSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
    if (parsed.success) return { folder: from, version: parsed.data.version };
  }
  if (dirname(from) === from) throw new Error("bestek's package.json is missing from the installation");
  return findInstallation(dirname(from));
}
