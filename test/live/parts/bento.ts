import { join } from "node:path";
import { goPart } from "../../../simulation/parts/go-part";

/** Bento with the components that configurations of ours name; 1.20.0, because the module proxy has no 1.21. */
export const bento = goPart({
  name: "bento",
  module: join(__dirname, "bento"),
  programs: { bento: "./bento" },
});
