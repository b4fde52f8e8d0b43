import { guardName } from "../../../catalog";
import type { Finding } from "../../check";
import type { KubernetesFact } from "../../facts";
import { listAt, textAt } from "../../facts/json";
import { settingsOf } from "../../workloads/kong-plugins";
import { openFindings, ruleFindings } from "./guard";

/** The same of a route that Kong serves: the networks, the sign-in and the groups stand in its plugins. */
export function pluginFindings(plugins: readonly KubernetesFact[]): readonly Finding[] {
  const guard = settingsOf(plugins, guardName);
  return [
    ...openFindings(
      "KongPlugin ip-restriction config.allow",
      listAt(settingsOf(plugins, "ip-restriction"), "allow"),
      "allow the operators' networks alone",
    ),
    ...(textAt(guard, "sign_in") === undefined
      ? [
          {
            where: `KongPlugin ${guardName} config.sign_in`,
            why: "is missing, so that nobody need say who he is",
            wayOut: "have people sign in at the realm",
          },
        ]
      : []),
    ...ruleFindings(`KongPlugin ${guardName} config.rules`, textAt(guard, "rules")),
  ];
}
