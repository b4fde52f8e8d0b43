import { basename, dirname } from "node:path";
import { replaceFiles } from "../output";

/** Writes one file as a whole. */
export const replaceFile = (file: string, text: string): void => {
  replaceFiles(dirname(file), { [basename(file)]: text });
};
