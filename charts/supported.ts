import type { Environment, Parts } from "../environments/schema";
import { Refusal, type Mistake } from "../language";

/** Whether this version deploys a choice, or only plans and prices it. */
type Deployable = "deployed" | { readonly why: string; readonly instead: string };

/** What each choice of each part comes to; docs/decisions/2026-11-22-choices-that-stay-refused.md has the reasons at length. */
const choices: { readonly [Part in keyof Parts]: Readonly<Record<Parts[Part], Deployable>> } = {
  gateway: {
    envoy: "deployed",
    kong: {
      why: "signs nobody in: OpenID Connect and OPA are plugins of Kong's Enterprise edition, and no open-source image follows 3.9",
      instead: "envoy",
    },
  },
  bus: { nats: "deployed", kafka: "deployed" },
  secrets: { openbao: "deployed", vault: "deployed" },
  objects: {
    provider: "deployed",
    garage: "deployed",
    rook: { why: "needs disks and privileged pods on the nodes, which no plan here describes yet", instead: "garage" },
  },
  identity: {
    keycloak: "deployed",
    authentik: { why: "has no realms, clients or sign-in rules written for it here yet", instead: "keycloak" },
  },
};

const answersTo = (parts: Parts): Readonly<Record<keyof Parts, readonly [string, Deployable]>> => ({
  gateway: [parts.gateway, choices.gateway[parts.gateway]],
  bus: [parts.bus, choices.bus[parts.bus]],
  secrets: [parts.secrets, choices.secrets[parts.secrets]],
  objects: [parts.objects, choices.objects[parts.objects]],
  identity: [parts.identity, choices.identity[parts.identity]],
});

/** Refuses facts that can be planned but not deployed yet, all at once. */
export function refuseUnsupported(environment: Environment): void {
  const mistakes = Object.entries(answersTo(environment.parts)).flatMap(
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
  if (mistakes.length > 0) throw new Refusal(`environment "${environment.name}"`, mistakes);
}
