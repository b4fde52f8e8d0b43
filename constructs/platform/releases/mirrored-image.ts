import { digestOf, type Image, type Mirror } from "../../../language";

/**
 * An image in the environment's mirror, in the parts from which charts put references together. The registry is the
 * mirror and below it the publisher's host; the tag has the digest behind it where one is known.
 */
export type MirroredImage = Readonly<Record<"registry" | "repository" | "tag", string>>;

/** `registry/repository:tag` is the reference that `imageReference` gives for the same image and mirror. */
export function mirroredImage(image: Image, mirror: Mirror): MirroredImage {
  const { registry, repository, tag } = image;
  const digest = digestOf(image, mirror);
  return {
    registry: `${mirror.host}/${registry}`,
    repository,
    tag: digest === undefined ? tag : `${tag}@${digest}`,
  };
}

/** For charts that take registry and repository as one. */
export const mirroredRepository = (
  image: Image,
  mirror: Mirror,
): { readonly repository: string; readonly tag: string } => {
  const { registry, repository, tag } = mirroredImage(image, mirror);
  return { repository: `${registry}/${repository}`, tag };
};

/** For charts that write the tag into labels, which take no digest, and know a value `digest`. */
export function imageWithDigest(image: Image, mirror: Mirror): MirroredImage & { readonly digest?: string } {
  const digest = digestOf(image, mirror);
  return { ...tagged(image, mirror), ...(digest === undefined ? {} : { digest }) };
}

/** For charts that know a value `sha`: the digest without the name of its hash. */
export function imageWithSha(image: Image, mirror: Mirror): MirroredImage & { readonly sha?: string } {
  const digest = digestOf(image, mirror);
  return { ...tagged(image, mirror), ...(digest === undefined ? {} : { sha: digest.replace(/^sha256:/, "") }) };
}

const tagged = ({ registry, repository, tag }: Image, { host }: Mirror): MirroredImage => ({
  registry: `${host}/${registry}`,
  repository,
  tag,
});
