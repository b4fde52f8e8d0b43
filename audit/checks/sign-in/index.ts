import { heldAuthentiks, type Held } from "../../blueprints";
import { pen, type Check, type Finding, type Verdict } from "../../check";
import type { Facts, TerraformFact } from "../../facts";
import { at, listAt, textAt } from "../../facts/json";
import { blueprintClientFindings, clientName, clientsOf, withoutBlueprintProof } from "./blueprint-client";
import { flowFindings } from "./blueprint-flow";
import { outsideBrowserFindings } from "./outside-browser";
import { redirectFindings, isLoopback } from "./redirects";

const id = "sign-in";
const ours = pen(id);

/** Who may ask the identity server for somebody's tokens, and what whoever steals one has of it. */
export const signIn: Check = {
  id,
  title:
    "Programs sign people in with PKCE, lead back to addresses written out in full, and hold tokens that work once",
  controls: ["A.5.17", "A.8.5"],
  applies: (facts) => Object.values(facts.terraform).some(isClient) || heldAuthentiks(facts).length > 0,
  judge: (facts) => [...terraformVerdicts(facts), ...heldAuthentiks(facts).flatMap(blueprintVerdicts)],
};

/** What Terraform tells Keycloak. */
const terraformVerdicts = ({ terraform }: Facts): readonly Verdict[] =>
  Object.entries(terraform).flatMap(([object, fact]) => {
    if (isClient(fact)) {
      const reason = withoutProof(fact);
      const note = reason === undefined ? undefined : `exception proof-key: ${reason}`;
      return ours.sum(object, { failures: clientFindings(fact) }, note);
    }
    return isRealm(fact)
      ? ours.sum(object, { failures: [...realmFindings(fact), ...outsideBrowserFindings(fact, terraform)] })
      : [];
  });

/** What a blueprint tells authentik. */
const blueprintVerdicts = (held: Held): readonly Verdict[] => [
  ...ours.sum(held.object, { failures: flowFindings(held) }),
  ...clientsOf(held).flatMap((client) => {
    const reason = withoutBlueprintProof(held, client);
    const note = reason === undefined ? undefined : `exception proof-key: ${clientName(client)}: ${reason}`;
    return ours.sum(held.object, { failures: blueprintClientFindings(held, client) }, note);
  }),
];

const isClient = ({ block, type }: TerraformFact): boolean => block === "resource" && type === "keycloak_openid_client";
const isRealm = ({ block, type }: TerraformFact): boolean => block === "resource" && type === "keycloak_realm";

/** Ways to a token that pass by the sign-in page, or bring it where anybody reads it. */
const shortcuts = [
  { flow: "implicit_flow_enabled", why: "hands tokens out in an address" },
  { flow: "direct_access_grants_enabled", why: "takes people's passwords without the second factor" },
] as const;

function clientFindings(fact: TerraformFact): readonly Finding[] {
  const { attributes } = fact;
  const isPublic = textAt(attributes, "access_type") === "PUBLIC";
  const redirects = listAt(attributes, "valid_redirect_uris").flatMap((uri) => (typeof uri === "string" ? [uri] : []));
  return [
    ...pkceFindings(fact),
    ...(leadsBack(attributes) ? redirectFindings(redirects) : []),
    ...shortcuts
      .filter(({ flow }) => at(attributes, flow) === true)
      .map(({ flow, why }) => ({ where: flow, value: true, why, wayOut: "set it to false" })),
    ...(isPublic ? publicFindings(attributes, redirects) : []),
  ];
}

/** Whether anybody comes back from the sign-in page: a program that only signs in for itself sends nobody there. */
const leadsBack = (attributes: TerraformFact["attributes"]): boolean =>
  at(attributes, "standard_flow_enabled") !== false || at(attributes, "implicit_flow_enabled") === true;

/** Reason for which a client that keeps a secret gives no proof key; undefined where it does, and where it keeps none. */
function withoutProof({ attributes }: TerraformFact): string | undefined {
  const reason = textAt(attributes, "extra_config", "bestek.eu/exception-proof-key")?.trim();
  return textAt(attributes, "access_type") === "CONFIDENTIAL" && reason !== "" ? reason : undefined;
}

function pkceFindings(fact: TerraformFact): readonly Finding[] {
  const { attributes } = fact;
  const method = textAt(attributes, "pkce_code_challenge_method");
  return method === "S256" || at(attributes, "standard_flow_enabled") === false || withoutProof(fact) !== undefined
    ? []
    : [
        {
          where: "pkce_code_challenge_method",
          ...(method === undefined ? {} : { value: method }),
          why: "lets whoever intercepts a code use it",
          wayOut: 'set it to "S256"',
        },
      ];
}

/** What a program that can keep no secret must have besides. */
function publicFindings(attributes: TerraformFact["attributes"], redirects: readonly string[]): readonly Finding[] {
  return [
    ...(at(attributes, "client_secret") === undefined
      ? []
      : [
          {
            where: "client_secret",
            why: "is one that everybody who has the program knows",
            wayOut: "leave it out, or make the client confidential",
          },
        ]),
    ...(redirects.some(isLoopback) && at(attributes, "consent_required") !== true
      ? [
          {
            where: "consent_required",
            why: "lets any program on the machine take the session of somebody who signed in before (RFC 8252, 8.6)",
            wayOut: "set it to true: people are asked once",
          },
        ]
      : []),
    ...lifeFindings(attributes),
  ];
}

/** Longest time in seconds that a program without a secret goes on unseen: a day. */
const longest = 24 * 3600;

const lives = ["client_session_max_lifespan", "client_offline_session_idle_timeout"] as const;

const lifeFindings = (attributes: TerraformFact["attributes"]): readonly Finding[] =>
  lives.flatMap((life) => {
    const written = at(attributes, life);
    const seconds = Number(written ?? NaN);
    return seconds > 0 && seconds <= longest
      ? []
      : [
          {
            where: life,
            ...(written === undefined ? {} : { value: written }),
            why: "leaves a stolen token good for longer than a day",
            wayOut: `set it to ${String(longest)} seconds at most`,
          },
        ];
  });

function realmFindings({ attributes }: TerraformFact): readonly Finding[] {
  const reuse = at(attributes, "refresh_token_max_reuse");
  return at(attributes, "revoke_refresh_token") === true && (reuse === undefined || reuse === 0)
    ? []
    : [
        {
          where: "revoke_refresh_token",
          why: "lets a stolen refresh token be used beside its owner",
          wayOut: "set it to true, and refresh_token_max_reuse to 0: each works once",
        },
      ];
}
