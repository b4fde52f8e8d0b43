import type { Finding } from "../../check";
import type { KubernetesFact } from "../../facts";
import { at, dotted, listAt } from "../../facts/json";

/** Some policy inspects requests, and none lets them pass where it can't. */
export function firewallFindings(policies: readonly KubernetesFact[]): readonly Finding[] {
  const filters = policies.flatMap(({ name, object }) =>
    ["wasm", "extProc", "dynamicModule"].flatMap((kind) =>
      listAt(object, "spec", kind).map((filter, index) => ({
        where: `EnvoyExtensionPolicy ${name} ${dotted(["spec", kind, index, "failOpen"])}`,
        value: at(filter, "failOpen"),
      })),
    ),
  );
  if (filters.length === 0) {
    return [
      {
        where: "kind EnvoyExtensionPolicy",
        why: "none names this gateway, so that nothing inspects what comes in",
        wayOut: "add one with the OWASP rules",
      },
    ];
  }
  return filters
    .filter(({ value }) => value === true)
    .map(({ where }) => ({
      where,
      value: true,
      why: "lets everything pass as soon as the filter can't be loaded",
      wayOut: "leave it at false",
    }));
}
