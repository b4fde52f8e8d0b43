import { rmSync } from "node:fs";
import { runFolder } from "./run-folder";

export default function tearDown(): void {
  const folder = process.env[runFolder];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
