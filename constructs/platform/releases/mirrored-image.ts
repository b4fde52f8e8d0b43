import type { Image } from "../../../language";

/**
 * An image in the environment's mirror, in the parts from which charts put references together. The registry is the
 * mirror and below it the publisher's host; the tag has the digest behind it where one is known.
 */
export type MirroredImage = Readonly<Record<"registry" | "repository" | "tag", string>>;

/** `registry/repository:tag` is the reference that `imageReference` gives for the same image and mirror. */
export const mirroredImage = ({ registry, repository, tag, digest }: Image, mirror: string): MirroredImage => ({
  registry: `${mirror}/${registry}`,
  repository,
  tag: digest === undefined ? tag : `${tag}@${digest}`,
});

/** For charts that take registry and repository as one. */
export const mirroredRepository = (
  image: Image,
  mirror: string,
): { readonly repository: string; readonly tag: string } => {
  const { registry, repository, tag } = mirroredImage(image, mirror);
  return { repository: `${registry}/${repository}`, tag };
};
