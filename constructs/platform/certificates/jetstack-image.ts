import type { Image } from "../../../language";
import { mirroredImage } from "../releases/mirrored-image";

/** Registry and folder of all images of a chart of the cert-manager project, which puts `name` and `tag` behind them. */
export function jetstackImages(image: Image, mirror: string) {
  const { registry, repository } = mirroredImage(image, mirror);
  return { imageRegistry: registry, imageNamespace: repository.slice(0, repository.lastIndexOf("/")) };
}

/** One image below that folder. Charts of the project would put a digest in place of the tag: none is known yet. */
export const jetstackImage = ({ repository, tag }: Image) => ({
  name: repository.slice(repository.lastIndexOf("/") + 1),
  tag,
});
