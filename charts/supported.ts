import { siteId, type Environment, type Parts } from "../environments/schema";
import { Refusal, type Mistake } from "../language";
import { clientAddress, sitesOf } from "../planning/placement";
import { servicesOf } from "../suites";

/** Whether this version deploys a choice, or only plans and prices it. */
type Deployable = "deployed" | { readonly why: string; readonly instead: string };

/** What each choice of each part comes to; docs/decisions/2026-11-22-choices-that-stay-refused.md has the reasons at length. */
const choices: { readonly [Part in keyof Parts]: Readonly<Record<Parts[Part], Deployable>> } = {
  gateway: { envoy: "deployed", kong: "deployed" },
  bus: { nats: "deployed", kafka: "deployed" },
  secrets: { openbao: "deployed", vault: "deployed" },
  objects: {
    provider: "deployed",
    garage: "deployed",
    rook: { why: "needs disks and privileged pods on the nodes, which no plan here describes yet", instead: "garage" },
  },
  identity: {
    keycloak: "deployed",
    authentik: "deployed",
  },
};

const answersTo = (parts: Parts): Readonly<Record<keyof Parts, readonly [string, Deployable]>> => ({
  gateway: [parts.gateway, choices.gateway[parts.gateway]],
  bus: [parts.bus, choices.bus[parts.bus]],
  secrets: [parts.secrets, choices.secrets[parts.secrets]],
  objects: [parts.objects, choices.objects[parts.objects]],
  identity: [parts.identity, choices.identity[parts.identity]],
});

/** Facts that Kong can't be asked to serve; docs/decisions/2026-11-22-kong-with-a-guard.md says why. */
function beyondKong(environment: Environment): readonly Mistake[] {
  const { parts, tenancy } = environment;
  if (parts.gateway !== "kong") return [];
  const instead = 'use "envoy"';
  return [
    ...(tenancy.kind === "shared"
      ? [
          {
            where: "parts.gateway",
            value: parts.gateway,
            why: "can't be shared by tenants: its controller reads no listeners but those of the one Gateway",
            wayOut: instead,
          },
        ]
      : []),
    ...sitesOf(environment)
      .filter((site) => clientAddress(site) === "proxy-protocol")
      .map((site) => ({
        where: "parts.gateway",
        value: parts.gateway,
        why: `would believe clients of site "${siteId(site)}" what they say of themselves: it takes the PROXY protocol from those alone whose headers it trusts as well`,
        wayOut: instead,
      })),
    ...servicesOf(environment)
      .filter(({ exposes }) => exposes.some(({ kind }) => kind === "tls"))
      .map(({ name }) => ({
        where: "parts.gateway",
        value: parts.gateway,
        why: `keeps port 443 for the web, where service "${name}" speaks another protocol`,
        wayOut: `${instead}, or leave the service out of the suite`,
      })),
  ];
}

/** Facts that authentik can't be asked to serve; docs/decisions/2026-11-22-authentik-by-blueprints.md says why. */
function beyondAuthentik(environment: Environment): readonly Mistake[] {
  const { parts, tenancy } = environment;
  if (parts.identity !== "authentik") return [];
  const mistake = (why: string): Mistake => ({
    where: "parts.identity",
    value: parts.identity,
    why,
    wayOut: 'use "keycloak"',
  });
  return [
    ...(tenancy.kind === "shared"
      ? [mistake("can't be shared by tenants: its open edition keeps all accounts in one place, with no realms")]
      : []),
    ...(sitesOf(environment).length > 1
      ? [mistake("has secrets and a key at one site: nothing here carries both to a second one yet")]
      : []),
    ...servicesOf(environment)
      .filter(({ needs }) => needs.accounts !== undefined)
      .map(({ name }) => mistake(`can't be asked how many accounts it has, as service "${name}" does`)),
  ];
}

/** Refuses facts that can be planned but not deployed yet, all at once. */
export function refuseUnsupported(environment: Environment): void {
  const undeployed = Object.entries(answersTo(environment.parts)).flatMap(
    ([part, [choice, answer]]): readonly Mistake[] =>
      answer === "deployed"
        ? []
        : [
            {
              where: `parts.${part}`,
              value: choice,
              why: answer.why,
              wayOut: `use "${answer.instead}"; "bestek plan" and "bestek size" take every choice`,
            },
          ],
  );
  const mistakes = [...undeployed, ...beyondKong(environment), ...beyondAuthentik(environment)];
  if (mistakes.length > 0) throw new Refusal(`environment "${environment.name}"`, mistakes);
}
