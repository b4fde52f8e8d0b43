import { join } from "node:path";
import { goPart } from "../../../simulation/parts/go-part";

/** Programs that judge. */
export const engines = goPart({
  name: "policies",
  module: join(__dirname, "../engine"),
  programs: {
    /** Gatekeeper's own test program: templates, matching and expansion as the webhook does them. */
    gator: "github.com/open-policy-agent/gatekeeper/v3/cmd/gator",
    /** The engine itself, at the version that Gatekeeper holds; the gateway's is newer. */
    opa: "github.com/open-policy-agent/opa",
  },
});
