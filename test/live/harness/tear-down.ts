import { rmSync } from "node:fs";

/** Variable by which the set-up tells what it made. */
export const madeVariable = "BESTEK_LIVE_MADE";

/** Takes away what the set-up synthesized. */
export default function tearDown(): void {
  const folder = process.env[madeVariable];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
