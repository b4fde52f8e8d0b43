import type { Facts } from "../audit";
import { imagesOf, partsOfReference } from "../audit/checks/images";
import { sortedByKey } from "../audit/facts/json";
import type { Environment } from "../environments/schema";
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

/** A footprint names what its component usually runs; where a manifest names an image itself, the manifest counts. */
function imageVersions(facts: Facts, mirror: string): Readonly<Record<string, string>> {
  const named = imagesOf(facts).map(({ reference, source }) => {
    const { name, tag, digest } = partsOfReference(reference);
    const version = [tag, digest].filter((part) => part !== undefined).join("@");
    return { source, name: name.startsWith(`${mirror}/`) ? name.slice(mirror.length + 1) : name, version };
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
