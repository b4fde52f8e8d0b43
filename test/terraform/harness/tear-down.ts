import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { tierVariable } from "./tier";

/** Takes away what the set-up made, unless BESTEK_TERRAFORM_KEEP asks to look at it. */
export default function tearDown(): void {
  const file = process.env[tierVariable];
  if (file === undefined) return;
  if (process.env["BESTEK_TERRAFORM_KEEP"] === undefined) rmSync(dirname(file), { recursive: true, force: true });
  else process.stderr.write(`kept: ${dirname(file)}\n`);
}
