import type { Finding } from "../../check";
import type { Facts } from "../../facts";
import { at, dotted, textAt } from "../../facts/json";
import { excuse } from "../../workloads/exception";
import type { PodTemplate } from "../../workloads/pod-template";

/** No pod gets a token of the Kubernetes API that it has no use for; the pod's own field outranks its service account's. */
export function tokenFindings({ kubernetes }: Pick<Facts, "kubernetes">, pod: PodTemplate): readonly Finding[] {
  const account = textAt(pod.spec, "serviceAccountName") ?? textAt(pod.spec, "serviceAccount") ?? "default";
  const field = "automountServiceAccountToken";
  const own = at(pod.spec, field);
  const inherited = at(kubernetes[`${pod.fact.site}/${pod.namespace}/ServiceAccount/${account}`]?.object, field);
  if ((own ?? inherited) === false || excuse(pod.annotations, "service-account-token") !== undefined) return [];
  return [
    {
      where: dotted([...pod.path, field]),
      ...(own === undefined ? {} : { value: own }),
      why: `gives the pod a token of the Kubernetes API as "${account}"`,
      wayOut: "set it to false, or annotate bestek.eu/exception-service-account-token with the reason",
    },
  ];
}
