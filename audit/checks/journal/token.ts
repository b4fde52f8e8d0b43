import type { Facts } from "../../facts";
import { at, listAt, textAt, type Json } from "../../facts/json";
import { containersOf, podTemplates, type PodTemplate } from "../../workloads/pod-template";
import type { Hook, HookedServer } from "./hooks";
import { configurationsOf } from "./way";

/** Whether the carrier turns away who does not show the token that the mail server has from the same key of the same Secret. */
export function sharesToken(
  facts: Facts,
  { object }: HookedServer,
  { token }: Hook,
  carrier: { readonly pods: readonly PodTemplate[]; readonly stream: Json },
): boolean {
  const asked = listAt(carrier.stream, "pipeline", "processors").flatMap(
    (processor) =>
      /metadata\("Authorization"\)[^\n]*== "Bearer " \+ env\("(\w+)"\)[^\n]*else \{ throw\(/.exec(
        textAt(processor, "mapping") ?? "",
      )?.[1] ?? [],
  )[0];
  if (token === undefined || asked === undefined) return false;
  const servers = podTemplates(facts).filter((pod) => configurationsOf(pod).includes(object) && pod.longRunning);
  const shown = new Set(servers.flatMap((pod) => secretsIn(pod, token)));
  const known = new Set(carrier.pods.flatMap((pod) => secretsIn(pod, asked)));
  return shown.size === 1 && known.size === 1 && [...shown].every((secret) => known.has(secret));
}

/** Key and Secret, with its namespace, that a variable of a pod's own containers holds. */
const secretsIn = (pod: PodTemplate, variable: string): readonly string[] =>
  containersOf(pod)
    .filter(({ list }) => list === "containers")
    .flatMap(({ container }) => listAt(container, "env"))
    .filter((entry) => textAt(entry, "name") === variable)
    .map((entry) => {
      const reference = at(entry, "valueFrom", "secretKeyRef");
      return `${pod.namespace}/${textAt(reference, "name") ?? ""}/${textAt(reference, "key") ?? ""}`;
    });
