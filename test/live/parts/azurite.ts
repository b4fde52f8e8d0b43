import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { PartSource } from "../../../simulation/parts/part";

/** Microsoft's emulator of Azure's object storage, out of the npm registry; what it can't do was found with this version. */
export const azurite: PartSource = {
  name: "azurite",
  version: "3.37.0",
  make: (folder) => {
    const words = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--prefix", folder];
    const { status, stderr, error } = spawnSync("npm", [...words, `azurite@${azurite.version}`], { encoding: "utf8" });
    if (status !== 0) throw new Error(`azurite needs npm and its registry: ${error?.message ?? stderr}`);
  },
};

/** The server of objects alone, in the part's folder. */
export const azuriteProgram = (folder: string): string => join(folder, "node_modules/.bin/azurite-blob");
