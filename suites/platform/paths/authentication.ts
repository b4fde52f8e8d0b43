import { authorizationName, signInWorkload, type DataPath, type Hop, type ServiceDefinition } from "../../../language";
import { identity } from "../identity";
import { exposedOn, nameOf, type Exposed } from "./exposed";
import { fromClient, toService } from "./web-hops";

/**
 * User to client, gateway, identity and service: a token is fetched, verified and judged before the service sees anything. One path for each workload that
 * wants people to have signed in; the others sign people in themselves, and are reached on the synchronous path.
 */
export const authenticationPaths = (services: readonly ServiceDefinition[]): Readonly<Record<string, DataPath>> =>
  Object.fromEntries(
    exposedOn(services)
      .filter(({ exposures }) => exposures.some(({ access }) => access === "signed-in"))
      .map((exposed) => [
        `authentication-${nameOf(exposed)}`,
        {
          flow: "authentication",
          title: `Somebody signs in and reaches ${exposed.service.title.toLowerCase()}`,
          hops: hopsTo(exposed, services),
        },
      ]),
  );

function hopsTo(exposed: Exposed, services: readonly ServiceDefinition[]): readonly Hop[] {
  const before = `${exposed.service.name}/${exposed.workload}`;
  return [
    fromClient,
    { kind: "call-out", name: "Gateway", asks: { kind: "sign-in", before }, unanswered: { kind: "refuses" } },
    ...toIdentity(exposed.service),
    { kind: "call-out", name: "Token", asks: { kind: "token", before }, unanswered: { kind: "refuses" } },
    {
      kind: "edge",
      name: "Policy engine",
      from: { kind: "gateway" },
      to: { kind: "workload", service: authorizationName, workload: "opa" },
      passage: "call",
      entrance: { kind: "hops-alone", others: [] },
    },
    {
      kind: "call-out",
      name: "Validate and authorize",
      asks: { kind: "authorization", before },
      unanswered: { kind: "refuses" },
    },
    toService(exposed, services),
  ];
}

/** The gateway asks the identity itself, or has what stands beside the service do so. */
function toIdentity({ name, workloads }: ServiceDefinition): readonly Hop[] {
  const iam = (from: Extract<Hop, { kind: "edge" }>["from"]): Hop => ({
    kind: "edge",
    name: "IAM",
    from,
    to: { kind: "service", service: identity.name },
    passage: "call",
    entrance: {
      kind: "credentials",
      because: "every program shows a secret of its own and people a password; nobody else is answered",
    },
  });
  if (!Object.hasOwn(workloads, signInWorkload)) return [iam({ kind: "gateway" })];
  const signIn = { kind: "workload", service: name, workload: signInWorkload } as const;
  return [
    {
      kind: "edge",
      name: "Sign-in",
      from: { kind: "gateway" },
      to: signIn,
      passage: "route",
      entrance: { kind: "hops-alone", others: [] },
    },
    iam(signIn),
  ];
}
