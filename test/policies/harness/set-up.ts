import { buildEngines } from "./engines";

/** Runs once before all tests of this tier. */
export default function setUp(): void {
  buildEngines();
}
