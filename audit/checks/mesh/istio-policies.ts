import type { Finding, Pen, Verdict } from "../../check";
import type { Facts } from "../../facts";
import { rootNamespace, type IstioPolicies } from "../../network/istio-rules";
import type { MeshPeers } from "../../network/mesh-policy";
import type { Site } from "../../network/site";

/** Mutual TLS is asked of everyone, and nothing is allowed that no rule names. */
export function judgeIstioPolicies(
  part: Facts,
  { name, focus }: Site,
  policies: IstioPolicies,
  ours: Pen,
): readonly Verdict[] {
  const own = (id: string): boolean => Object.hasOwn(part.kubernetes, id);
  return [
    ...(focus === undefined ? judgeDefaults(name, policies, ours) : []),
    ...policies.peers
      .filter(({ id }) => own(id))
      .flatMap((policy) => ours.sum(policy.id, { failures: peerFindings(policy) })),
    ...policies.authorizations
      .filter(({ id }) => own(id))
      .flatMap(({ id, rules }) => ours.sum(id, { failures: [], undecided: rules === "unread" ? [unread] : [] })),
  ];
}

function judgeDefaults(name: string, policies: IstioPolicies, { sum }: Pen): readonly Verdict[] {
  const everywhere = policies.peers.filter(
    ({ namespace, selector }) => namespace === rootNamespace && selector === undefined,
  );
  const nothing = policies.authorizations.filter(
    ({ namespace, selector, rules }) => namespace === rootNamespace && selector === undefined && rules.length === 0,
  );
  return [
    ...sum(`${name}/mesh/mutual-tls`, {
      failures:
        everywhere.length > 0 && everywhere.every(({ mode }) => mode === "STRICT")
          ? []
          : [
              {
                where: `PeerAuthentication of ${rootNamespace}`,
                value: everywhere.map(({ mode }) => mode ?? "UNSET"),
                why: "does not ask mutual TLS of every pod",
                wayOut: "set spec.mtls.mode to STRICT without a selector",
              },
            ],
    }),
    ...sum(`${name}/mesh/default-deny`, {
      failures:
        nothing.length > 0
          ? []
          : [
              {
                where: `AuthorizationPolicy of ${rootNamespace}`,
                why: "is missing that allows nothing: whoever reaches a pod's tunnel would reach all of its ports",
                wayOut: "add one without a selector and without rules",
              },
            ],
    }),
  ];
}

/** In ambient mode a port's own mode without the pods' own STRICT denies every other port to everyone. */
function peerFindings({ namespace, selector, mode, portModes }: MeshPeers): readonly Finding[] {
  if (mode !== "STRICT") {
    return [
      {
        where: "spec.mtls.mode",
        ...(mode === undefined ? {} : { value: mode }),
        why: "is not STRICT, so that ports which it doesn't name are open to strangers or shut to everyone",
        wayOut: "set it to STRICT, and name the ports that take callers without an identity",
      },
    ];
  }
  return namespace === rootNamespace && selector !== undefined && Object.keys(portModes).length > 0
    ? [
        {
          where: "spec.selector",
          why: `has no effect in ${rootNamespace}, which speaks for all pods or for none`,
          wayOut: "put the policy into the namespace of the pods",
        },
      ]
    : [];
}

const unread: Finding = {
  where: "spec",
  why: "says more than which identities reach which ports, and what that comes to is not computed",
  wayOut: "allow by source namespaces, principals or their absence, and by port",
};
