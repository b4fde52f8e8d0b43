import { makeParts } from "../../live/harness/make-parts";
import { engines } from "./engines";

/** Runs once before all tests of this tier. */
export default async function setUp(): Promise<void> {
  await makeParts([engines]);
}
