import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isList, toJson, type Json } from "../../../../audit/facts/json";
import type { PartSource } from "../../../../simulation/parts/part";
import { cpSync } from "node:fs";
import { createHash } from "node:crypto";

/** Variable that names a folder of CustomResourceDefinitions: JSON files, each a list of them. */
const variable = "BESTEK_CRDS";

const folder = resolve(process.env[variable] ?? join(__dirname, "../../../../../shared/crds"));

const files = (): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort();

/** The definitions of every component whose objects we write, at the version that the catalog pins. */
export const definitions: PartSource = {
  name: "definitions",
  version: existsSync(folder)
    ? files()
        .reduce((hash, name) => hash.update(name).update(readFileSync(join(folder, name))), createHash("sha256"))
        .digest("hex")
        .slice(0, 16)
    : "none",
  make: (target) => {
    if (!existsSync(folder)) throw new Error(howToGet);
    for (const name of files()) cpSync(join(folder, name), join(target, name));
  },
};

const howToGet = [
  `neither ${variable} nor ../shared/crds names a folder that has them. With a cluster on which the operators are installed:`,
  "  kubectl get customresourcedefinitions -o json | jq .items > <folder>/all.json",
  `and set ${variable}=<folder>.`,
].join("\n");

/** Every definition of the part's folder. */
export const readDefinitions = (folder: string): readonly Json[] =>
  readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const list = toJson(JSON.parse(readFileSync(join(folder, name), "utf8")));
      return isList(list) ? list : [];
    });
