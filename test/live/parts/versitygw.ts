import { join } from "node:path";
import { goPart } from "../../../simulation/parts/go-part";

/** The gateway before Azure's object storage at the version that is deployed, from the publisher's source. */
export const versitygw = goPart({
  name: "versitygw",
  module: join(__dirname, "versitygw"),
  programs: { versitygw: "github.com/versity/versitygw/cmd/versitygw" },
});
