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

/**
 * The reference a manifest carries. With a `mirror` host the publisher's host becomes the first folder below it,
 * so that two publishers with the same repository name never meet.
 */
export function imageReference(image: Image, mirror: string | undefined): string {
  const name = [mirror, image.registry, image.repository].filter((part) => part !== undefined).join("/");
  return image.digest === undefined ? `${name}:${image.tag}` : `${name}:${image.tag}@${image.digest}`;
}
