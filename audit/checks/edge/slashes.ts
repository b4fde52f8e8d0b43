import type { Finding } from "../../check";
import type { KubernetesFact } from "../../facts";
import { listAt, textAt } from "../../facts/json";

/**
 * Encoded slashes may stay as they are written at one listener alone: everywhere else a path that a rule forbids could be written so that the
 * rule does not know it, and the service does.
 */
export function slashFindings(gateway: KubernetesFact, policies: readonly KubernetesFact[]): readonly Finding[] {
  const listeners = listAt(gateway.object, "spec", "listeners").flatMap((listener) => textAt(listener, "name") ?? []);
  return policies
    .filter(({ object }) => textAt(object, "spec", "path", "escapedSlashesAction") === "KeepUnchanged")
    .flatMap(({ name, object }) => {
      const where = `ClientTrafficPolicy ${name} spec.path.escapedSlashesAction`;
      const sections = listAt(object, "spec", "targetRefs")
        .filter((target) => textAt(target, "name") === gateway.name)
        .map((target) => textAt(target, "sectionName"));
      return [
        ...(sections.includes(undefined)
          ? [
              {
                where,
                value: "KeepUnchanged",
                why: "lets paths pass by the rules of every route",
                wayOut: "name the one listener whose service needs it",
              },
            ]
          : []),
        ...sections.flatMap((section) =>
          section === undefined || listeners.includes(section)
            ? []
            : [
                {
                  where,
                  value: section,
                  why: "is for a listener that there is not",
                  wayOut: "name one of the gateway's",
                },
              ],
        ),
      ];
    });
}
