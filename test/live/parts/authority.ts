import { join } from "node:path";
import { goPart } from "../../../simulation/parts/go-part";

/** An authority that issues certificates for one run of a test. */
export const authority = goPart({
  name: "authority",
  module: join(__dirname, "authority"),
  programs: { certificates: "." },
});
