import type { Image } from "../../language";

/**
 * An image whose publisher offers a program but no container image. It is built from a folder of this repository and
 * pushed to the environment's mirror under `bestek/`, so `imageReference(image, mirror)` gives
 * `<mirror>/bestek/<name>:<tag>`. Without a mirror there is nowhere to pull it from: an environment that needs one
 * and names no mirror must be refused.
 */
export interface BuiltHere extends Image {
  /** Folder below the mirror's host, in the place where a published image carries its publisher's host. */
  readonly registry: "bestek";
  readonly builtHere: {
    /** Folder with the Dockerfile. */
    readonly folder: string;
    /** Why there is nothing to pull. */
    readonly reason: string;
  };
}

/** True for an image that exists only in the environment's mirror; narrows to its build folder. */
export const isBuiltHere = (image: Image): image is BuiltHere => "builtHere" in image;
