import { join } from "node:path";
import { goPart } from "../../../simulation/parts/go-part";

/**
 * What Prometheus and Alertmanager load their own files with, at the versions that the catalogue pins: `promtool check rules` and `amtool
 * check-config` call the same, and bring the clients of every cloud, which take minutes to build.
 */
export const prometheus = goPart({
  name: "prometheus",
  module: join(__dirname, "prometheus"),
  programs: { "check-rules": "./check-rules", "check-routing": "./check-routing" },
});
