import { imageReference, type Image } from "../../language";
import type { DeclaredPodFact, FootprintFact } from "./facts";
import type { Fields } from "./fields";
import { at, listAt, type JsonPath } from "./json";
import { podSecurityAt, zoneAt } from "./plan-facts";

/** What a file of `footprints/` declares. */
export const footprintFact = (file: string, footprint: Fields): FootprintFact => ({
  component: footprint.text("component"),
  namespace: footprint.text("namespace"),
  zone: zoneAt(footprint, "zone"),
  podSecurity: podSecurityAt(footprint, "podSecurity"),
  ...(footprint.has("chart")
    ? {
        chart: {
          name: footprint.text("chart", "name"),
          repository: footprint.text("chart", "repository"),
          version: footprint.text("chart", "version"),
        },
      }
    : {}),
  pods: footprint.members(["pods"], (path) => pod(footprint, path)),
  file,
});

const pod = (footprint: Fields, path: JsonPath): DeclaredPodFact => ({
  ...(footprint.has(...path, "account") ? { account: footprint.text(...path, "account") } : {}),
  labels: footprint.texts(...path, "labels"),
  ports: footprint.members([...path, "ports"], (port) => ({
    port: footprint.number(...port, "port"),
    protocol: footprint.oneOf(["TCP", "UDP"], ...port, "protocol"),
  })),
  images: listAt(at(footprint.object(...path), "images")).map((_, index) =>
    imageReference(image(footprint, [...path, "images", index]), undefined),
  ),
});

const image = (footprint: Fields, path: JsonPath): Image => ({
  registry: footprint.text(...path, "registry"),
  repository: footprint.text(...path, "repository"),
  tag: footprint.text(...path, "tag"),
  ...(footprint.has(...path, "digest") ? { digest: footprint.text(...path, "digest") } : {}),
});
