import { images } from "../../../catalog";
import type { Finding } from "../../check";
import type { Facts } from "../../facts";
import { dotted, foundInTexts, type JsonPath } from "../../facts/json";
import { oncePerText } from "../../once-per-text";
import { imageKey } from "../images";
import type { Judgement } from "./judgement";

/** Hosts that publish images for everyone, besides those that the catalogue's own images come from. */
const publicHosts = [
  "docker.io",
  "docker.elastic.co",
  "ghcr.io",
  "quay.io",
  "gcr.io",
  "pkg.dev",
  "registry.k8s.io",
  "mcr.microsoft.com",
  "azurecr.io",
  "public.ecr.aws",
  "registry.gitlab.com",
  "registry.opensuse.org",
  "registry.redhat.io",
  "registry.access.redhat.com",
  "code.forgejo.org",
  "nvcr.io",
  "lscr.io",
  "cgr.dev",
] as const;

const publishers = [
  ...new Set([...publicHosts, ...Object.values(images).map(({ registry }) => registry)].filter(isHost)),
];

/** Own images lie in a folder of the mirror, which is no host. */
function isHost(registry: string): boolean {
  return registry.includes(".");
}

const hosts = publishers.map((host) => host.replaceAll(".", "\\.")).join("|");

/** A publisher's host with what is pulled from it, wherever it stands in a text; pages of a site (`https://…`) are no images. */
const reference = new RegExp(
  `(?<![\\w./-])(?:(?:oci|docker)://)?(?:[\\w-]+\\.)*(?:${hosts})(?::\\d+)?/[\\w./-]+(?::[\\w.-]+)?(?:@sha256:[0-9a-f]+)?|(?<![\\w./-])(?:oci|docker)://[^\\s"',]+`,
  "g",
);
const hostAlone = new RegExp(`^(?:[\\w-]+\\.)*(?:${hosts})$`);

/**
 * References that no field gives away: in variables of containers, arguments, files of a ConfigMap, settings of a chart, and
 * attributes of Terraform. Objects that mention none are not judged here.
 */
export function mentions(facts: Facts, mirror: string): readonly Judgement[] {
  const foreignOnes = oncePerText((text) => foreign(text, mirror));
  return [
    ...Object.entries(facts.kubernetes)
      .filter(([, { kind }]) => kind !== "CustomResourceDefinition")
      .map(([object, fact]) => [object, fact.object] as const),
    ...Object.entries(facts.releases).map(
      ([object, { values, unreadValues }]) => [`${object}/values`, [...values, ...unreadValues]] as const,
    ),
    ...Object.entries(facts.terraform)
      .filter(([, { type }]) => type !== "helm_release")
      .map(([object, { attributes }]) => [object, attributes] as const),
  ].flatMap(([object, json]) => {
    const found = foundInTexts(json, (text, path): readonly (Finding | "mirror")[] =>
      isImageField(path)
        ? []
        : [
            ...(text.includes(`${mirror}/`) ? ["mirror" as const] : []),
            ...foreignOnes(text).map((value) => finding(dotted(path), value, mirror)),
          ],
    );
    return found.length === 0 ? [] : [{ object, failures: found.filter((one) => one !== "mirror") }];
  });
}

/** Fields that hold an image and nothing else are judged as such. */
const isImageField = (path: JsonPath): boolean => imageKey.test(String(path.at(-1) ?? ""));

const finding = (where: string, value: string, mirror: string): Finding => ({
  where,
  value,
  why: `is pulled from elsewhere than the mirror ${mirror}`,
  wayOut: "put the mirror's host before it",
});

/** References in a text that do not start with the mirror. */
function foreign(text: string, mirror: string): readonly string[] {
  if (hostAlone.test(text) && text !== mirror) return [text];
  return [...text.matchAll(reference)]
    .map(([found]) => found)
    .filter((found) => !found.replace(/^(?:oci|docker):\/\//, "").startsWith(`${mirror}/`));
}
