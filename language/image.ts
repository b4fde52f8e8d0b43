import type { Mirror } from "./mirror";

/** A container image as it is published; where it is pulled from is the environment's business. */
export interface Image {
  /** Host that publishes it, such as `docker.io`. */
  readonly registry: string;
  readonly repository: string;
  /** Never `latest`. */
  readonly tag: string;
  /** `sha256:…` where the publisher's digest has been read; absent means pinned by tag only. */
  readonly digest?: string;
}

/** The content that stands for an image: what was recorded when it was copied, else what the catalogue read. */
export const digestOf = (image: Image, mirror: Mirror | undefined): string | undefined =>
  mirror?.digests[publishedName(image)] ?? image.digest;

/** Name and tag by which its publisher serves an image. */
export const publishedName = ({ registry, repository, tag }: Pick<Image, "registry" | "repository" | "tag">): string =>
  `${registry}/${repository}:${tag}`;

/**
 * The reference a manifest carries, with the digest where one is known. With a `mirror` the publisher's host becomes the first folder
 * below its host, so that two publishers with the same repository name never meet.
 */
export function imageReference(image: Image, mirror: Mirror | undefined): string {
  const digest = digestOf(image, mirror);
  const name = [mirror?.host, publishedName(image)].filter((part) => part !== undefined).join("/");
  return digest === undefined ? name : `${name}@${digest}`;
}
