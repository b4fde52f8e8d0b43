import { digestOf, type Image, type Mirror } from "../../../language";
import { mirroredImage } from "../releases/mirrored-image";

/** Registry and folder of all images of a chart of the cert-manager project, which puts the parts of each behind them. */
export function jetstackImages(image: Image, mirror: Mirror) {
  const { registry, repository } = mirroredImage(image, mirror);
  return { imageRegistry: registry, imageNamespace: repository.slice(0, repository.lastIndexOf("/")) };
}

/** One image below that folder; where a digest is known, the chart names it by that. */
export function jetstackImage(image: Image, mirror: Mirror) {
  const { repository, tag } = image;
  const digest = digestOf(image, mirror);
  return {
    name: repository.slice(repository.lastIndexOf("/") + 1),
    tag,
    ...(digest === undefined ? {} : { digest }),
  };
}
