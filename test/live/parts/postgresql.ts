import { existsSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { PartSource } from "../../../simulation/parts/part";

/** Where Debian and its kin keep each major version. */
const folder = "/usr/lib/postgresql";

/** The newest major on this machine, 15 at least. */
const major = (existsSync(folder) ? readdirSync(folder) : [])
  .map(Number)
  .filter((one) => one >= 15)
  .sort((a, b) => b - a)[0];

/** PostgreSQL as the machine has it: registries of packages hold no server of it. Its programs lie in `bin`. */
export const postgresql: PartSource = {
  name: "postgresql",
  version: String(major ?? "none"),
  make: (into) => {
    if (major === undefined)
      throw new Error(`there is no PostgreSQL 15 or later below ${folder}: apt-get install postgresql`);
    symlinkSync(join(folder, String(major), "bin"), join(into, "bin"));
  },
};
