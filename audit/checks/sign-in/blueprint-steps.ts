import { bindingsOf, decidedBy, ofModel, referredTo, type BlueprintEntry, type Held } from "../../blueprints";
import type { Finding } from "../../check";
import { at, listAt, numberAt, textAt } from "../../facts/json";

const passwordModel = "authentik_stages_password.passwordstage";
const factorModel = "authentik_stages_authenticator_validate.authenticatorvalidatestage";
const loginModel = "authentik_stages_user_login.userloginstage";

/** Most wrong passwords before an account rests. */
const most = 20;

interface Step {
  readonly binding: BlueprintEntry;
  readonly stage: BlueprintEntry;
}

/** Stages of a flow in the order in which people meet them. */
export function stepsOf(held: Held, flow: BlueprintEntry): readonly Step[] {
  return ofModel(held, "authentik_flows.flowstagebinding")
    .filter(({ identifiers }) => referredTo(at(identifiers, "target")) === flow.id)
    .sort((a, b) => (numberAt(a.identifiers, "order") ?? 0) - (numberAt(b.identifiers, "order") ?? 0))
    .flatMap((binding) => {
      const id = referredTo(at(binding.identifiers, "stage"));
      const stage = held.entries.find((entry) => entry.id === id);
      return stage === undefined ? [] : [{ binding, stage }];
    });
}

/** What is asked of people between their name and their session. */
export function stepFindings(held: Held, steps: readonly Step[]): readonly Finding[] {
  const place = (model: string): number => steps.findIndex(({ stage }) => stage.model === model);
  const [password, factor, login] = [place(passwordModel), place(factorModel), place(loginModel)];
  const step = steps[factor];
  const inOrder = password >= 0 && password < factor && factor < login;
  return [
    ...(inOrder
      ? []
      : [
          {
            where: "sign-in",
            why: "lets somebody in who showed a password alone",
            wayOut: "ask for the password, then validate a second factor, then sign in",
          },
        ]),
    ...(step === undefined ? [] : factorFindings(held, step)),
    ...(steps[password] === undefined ? [] : passwordFindings(held, steps, password)),
  ];
}

function factorFindings(held: Held, { binding, stage }: Step): readonly Finding[] {
  const { attrs } = stage;
  const action = textAt(attrs, "not_configured_action");
  const classes = listAt(attrs, "device_classes");
  const strong = classes.length > 0 && classes.every((kind) => kind === "webauthn" || kind === "totp");
  return [
    ...(action === "configure" || action === "deny"
      ? []
      : [
          {
            where: "not_configured_action",
            value: action ?? null,
            why: "lets who has no second factor pass without one",
            wayOut: 'set it to "configure"',
          },
        ]),
    ...(strong
      ? []
      : [
          {
            where: "device_classes",
            value: [...classes],
            why: "takes what is no second factor in somebody's hands",
            wayOut: 'use "webauthn" and "totp"',
          },
        ]),
    ...(bindingsOf(held, binding.id).length === 0 &&
    (textAt(attrs, "last_auth_threshold") ?? "seconds=0") === "seconds=0"
      ? []
      : [
          {
            where: "second factor",
            why: "is left out for some, or for a while",
            wayOut: 'bind no policy to it, and set last_auth_threshold to "seconds=0"',
          },
        ]),
  ];
}

function passwordFindings(held: Held, steps: readonly Step[], password: number): readonly Finding[] {
  const backends = listAt(steps[password]?.stage.attrs, "backends");
  const bounded = steps.slice(0, password).some(
    ({ binding, stage }) =>
      stage.model === "authentik_stages_deny.denystage" &&
      at(binding.attrs, "re_evaluate_policies") === true &&
      decidedBy(held, binding.id, "authentik_policies_reputation.reputationpolicy").some(({ attrs }) => {
        const threshold = numberAt(attrs, "threshold") ?? 0;
        return at(attrs, "check_username") === true && threshold < 0 && threshold >= -most;
      }),
  );
  return [
    ...(backends.length === 1 && backends[0] === "authentik.core.auth.InbuiltBackend"
      ? []
      : [
          {
            where: "backends",
            value: [...backends],
            why: "takes something else than people's own passwords",
            wayOut: "use authentik.core.auth.InbuiltBackend alone",
          },
        ]),
    ...(bounded
      ? []
      : [
          {
            where: "reputation",
            why: "lets somebody guess passwords without end",
            wayOut: `before the password, deny accounts whose reputation is -${String(most)} or better, judged when that stage is reached`,
          },
        ]),
  ];
}
