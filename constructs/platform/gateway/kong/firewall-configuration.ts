import { firewallAddress } from "../../../../catalog";
import { coreRules } from "../core-rules";

/** Where the image of the project keeps the rules, by its README (read 2026-11-22). */
const setup = "/opt/coraza/config/crs-setup.conf";
const rules = "/opt/coraza/owasp-crs/rules/*.conf";

/**
 * Caddy with Coraza as somebody who is asked: what the rules let pass is answered with 204, and anything else is no consent. It listens on the
 * pod's loopback alone, can't be changed while it runs, and writes nothing.
 */
export function firewallConfiguration(firewall: "detect" | "block"): string {
  const { port, hostname } = new URL(firewallAddress);
  const directives = [
    `SecRuleEngine ${firewall === "block" ? "On" : "DetectionOnly"}`,
    "SecRequestBodyAccess On",
    ...coreRules({ setup, rules }),
  ];
  return [
    "{",
    "\tadmin off",
    "\tauto_https off",
    "\tpersist_config off",
    "\torder coraza_waf first",
    "}",
    "",
    `http://:${port} {`,
    `\tbind ${hostname}`,
    "\tcoraza_waf {",
    "\t\tdirectives `",
    ...directives.map((line) => `\t\t\t${line}`),
    "\t\t`",
    "\t}",
    "\trespond 204",
    "}",
    "",
  ].join("\n");
}
