import { makeParts } from "../../live/harness/make-parts";
import { engines } from "./engines";

/** Runs once before all tests of this tier. */
export default function setUp(): void {
  makeParts([engines]);
}
