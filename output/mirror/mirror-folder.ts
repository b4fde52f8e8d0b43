import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Supply, SuppliedProvider } from "../../audit";
import { canonicalJson } from "../canonical-json";
import { copyScript } from "./copy-script";
import { keyFiles } from "./verification";

const digestsFile = "digests.txt";

export interface MirrorFolder {
  /** Folder of one environment; missing, or an earlier one. */
  readonly folder: string;
  readonly environment: string;
  readonly supply: Supply;
  /** Where this package lies, with the folders of the images that are built. */
  readonly packageFolder: string;
}

/**
 * Writes the copy script and what it works with: build folders of our own images, publishers' keys and the list of providers.
 * Digests and lists of contents that an earlier run kept stay. Returns the files' paths below the folder.
 */
export function writeMirrorFolder({ folder, environment, supply, packageFolder }: MirrorFolder): readonly string[] {
  mkdirSync(folder, { recursive: true });
  for (const owned of ["images", "keys", "providers"]) rmSync(join(folder, owned), { recursive: true, force: true });
  const script = join(folder, "copy.sh");
  writeFileSync(script, copyScript(environment, supply));
  chmodSync(script, 0o755);
  const builds = supply.images.flatMap(({ builtFrom }) => builtFrom ?? []);
  for (const build of builds) {
    cpSync(join(packageFolder, build), join(folder, "images", basename(build)), { recursive: true });
  }
  const keys = keyFiles(supply.images);
  for (const [file, key] of keys) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), key);
  }
  const sets = supply.providerMirror === undefined ? [] : providerSets(supply.providers);
  for (const [index, providers] of sets.entries()) {
    mkdirSync(join(folder, providerFolder(index)), { recursive: true });
    writeFileSync(join(folder, providerFolder(index), "versions.tf.json"), canonicalJson(requirements(providers)));
  }
  // Providers are hundreds of megabytes, and made anew at will.
  writeFileSync(join(folder, ".gitignore"), "provider-mirror/\n");
  return [
    "copy.sh",
    ...builds.map((build) => `images/${basename(build)}`),
    ...keys.keys(),
    ...sets.map((_, index) => `${providerFolder(index)}/versions.tf.json`),
  ];
}

const providerFolder = (index: number): string => `providers/${String(index + 1)}`;

/** Providers in sets that one configuration can need together: no two versions of one. */
function providerSets(providers: Supply["providers"]): readonly Supply["providers"][] {
  const sets: SuppliedProvider[][] = [];
  for (const provider of providers) {
    const fitting = sets.find((set) => set.every(({ source }) => source !== provider.source));
    if (fitting === undefined) sets.push([provider]);
    else fitting.push(provider);
  }
  return sets;
}

/** A configuration that needs these providers and nothing else. */
const requirements = (providers: Supply["providers"]): unknown => ({
  terraform: {
    required_providers: Object.fromEntries(
      providers.map(({ source, version }) => [source.replaceAll(/[/.]/g, "-"), { source, version }]),
    ),
  },
});

/** Digests that the copy script recorded, by what they are of; none before its first run. */
export function recordedDigests(folder: string): ReadonlyMap<string, string> {
  const file = join(folder, digestsFile);
  if (!existsSync(file)) return new Map();
  return new Map(
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line) => {
        const [name, digest] = line.split(" ");
        return name === undefined || digest === undefined ? [] : [[name, digest] as const];
      }),
  );
}
