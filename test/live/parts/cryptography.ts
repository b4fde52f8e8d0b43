import { spawnSync } from "node:child_process";
import type { PartSource } from "../../../simulation/parts/part";

const asked = spawnSync("python3", ["-c", "import cryptography; print(cryptography.__version__)"], {
  encoding: "utf8",
});

/** Python with `cryptography`, as the machine has it: the image that archives beside databases brings both. */
export const cryptography: PartSource = {
  name: "cryptography",
  version: asked.status === 0 ? asked.stdout.trim() : "none",
  make: () => {
    if (asked.status !== 0)
      throw new Error("there is no Python 3 with cryptography: apt-get install python3-cryptography");
  },
};
