import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const denials = z.array(
  z.object({
    msg: z.string(),
    enforcementAction: z.literal("deny"),
    violatingObject: z.object({ kind: z.string(), metadata: z.object({ name: z.string() }) }),
  }),
);

/** One objection: to which object, and why. */
export interface Denial {
  readonly object: string;
  readonly why: string;
}

/** What Gatekeeper would deny of `objects`, some of which are its templates and constraints. */
export function judge(gator: string, objects: readonly unknown[]): readonly Denial[] {
  const folder = mkdtempSync(join(tmpdir(), "bestek-policies-"));
  try {
    objects.forEach((object, index) => {
      writeFileSync(join(folder, `${String(index)}.yaml`), JSON.stringify(object));
    });
    const { status, stdout, stderr } = spawnSync(gator, ["test", "-f", folder, "-o", "json"], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    // 0: nothing denied; 1 with results: something is; 1 without: it could not judge.
    if (stdout.trim() === "" || (status !== 0 && status !== 1)) throw new Error(`gator could not judge: ${stderr}`);
    return (denials.nullable().parse(JSON.parse(stdout)) ?? []).map(({ msg, violatingObject }) => ({
      object: `${violatingObject.kind}/${violatingObject.metadata.name}`,
      why: msg,
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
