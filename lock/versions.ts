import type { Facts } from "../audit";
import { imagesOf, partsOfReference } from "../audit/checks/images";
import { sortedByKey, textsAt } from "../audit/facts/json";
import { images } from "../catalog";
import type { Environment } from "../environments/schema";
import { publishedName, type Image } from "../language";
import type { Versions } from "./lock-file";

/** Versions that the synthesized files install, under the names their publishers give them. */
export function versionsOf(environment: Environment, facts: Facts): Versions {
  const charts = Object.values(facts.releases).flatMap(({ chart, version, carried }) =>
    version === undefined || carried !== undefined ? [] : [[chart, version] as const],
  );
  return {
    kubernetes: environment.kubernetes,
    postgresql: environment.postgresql,
    charts: sortedByKey(charts),
    images: imageVersions(facts, environment.registry.mirror),
  };
}

/** Images whose digest is part of their version, because the catalogue names it. */
const catalogued: ReadonlySet<string> = new Set(
  Object.values<Image>(images)
    .filter(({ digest }) => digest !== undefined)
    .map(publishedName),
);

/** A footprint names what its component usually runs; where a manifest names an image itself, the manifest counts. */
function imageVersions(facts: Facts, mirror: string): Readonly<Record<string, string>> {
  const digests = textsAt(facts.plan.environment, "digests");
  // Another content under the same tag is the copy script's to refuse; to name what was copied is no other version.
  const isRecorded = (name: string, tag: string | undefined, digest: string | undefined): boolean =>
    tag !== undefined && digests[`${name}:${tag}`] === digest && !catalogued.has(`${name}:${tag}`);
  const named = imagesOf(facts).map(({ reference, source }) => {
    const { name: pulled, tag, digest } = partsOfReference(reference);
    const name = pulled.startsWith(`${mirror}/`) ? pulled.slice(mirror.length + 1) : pulled;
    const version = [tag, isRecorded(name, tag, digest) ? undefined : digest].filter((part) => part !== undefined);
    return { source, name, version: version.join("@") };
  });
  const inManifests = named.filter(({ source }) => source === "manifest");
  const ours = new Set(inManifests.map(({ name }) => name));
  const declared = named.filter(({ source, name }) => source === "footprint" && !ours.has(name));
  const found = new Map<string, Set<string>>();
  for (const { name, version } of [...inManifests, ...declared]) {
    if (version !== "") found.set(name, (found.get(name) ?? new Set()).add(version));
  }
  return sortedByKey([...found].map(([name, all]) => [name, [...all].sort().join(" ")]));
}
