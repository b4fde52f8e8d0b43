import { decidedBy, entryAt, ofModel, referredTo, type BlueprintEntry, type Held } from "../../blueprints";
import type { Finding } from "../../check";
import { at, listAt, textAt, type Json } from "../../facts/json";
import { lifeFindings, unexpected } from "./blueprint-lives";
import { blueprintRedirectFindings, isLoopbackPattern } from "./blueprint-redirects";

const providerModel = "authentik_providers_oauth2.oauth2provider";

/** Every client that authentik holds. */
export const clientsOf = (held: Held): readonly BlueprintEntry[] => ofModel(held, providerModel);

/** Name under which a client is known. */
export const clientName = ({ attrs, identifiers }: BlueprintEntry): string =>
  textAt(attrs, "client_id") ?? textAt(identifiers, "name") ?? "client";

/** Grants by which nobody gets a token but who came from the sign-in page. */
const grants = ["authorization_code", "refresh_token"];

/** What a request for a code must bring, as the policy of an application demands it, without the blanks. */
const proof = [
  'return(request.context.get("oauth_response_type")=="code"',
  'andbool(request.context.get("oauth_code_challenge"))',
  'andrequest.context.get("oauth_code_challenge_method")=="S256")',
].join("");

/** Reason for which a client that keeps a secret gives no proof key; undefined where it does, and where it keeps none. */
export function withoutBlueprintProof(held: Held, client: BlueprintEntry): string | undefined {
  const reason = held.labels[`bestek.eu/exception-proof-key.${clientName(client)}`]?.trim();
  return isPublic(client) || reason === "" ? undefined : reason;
}

const isPublic = ({ attrs }: BlueprintEntry): boolean => textAt(attrs, "client_type") !== "confidential";

/** Who may ask for tokens in whose name, and what whoever steals one has of it. */
export function blueprintClientFindings(held: Held, client: BlueprintEntry): readonly Finding[] {
  const { attrs } = client;
  const redirects = listAt(attrs, "redirect_uris");
  const name = clientName(client);
  return [
    ...secretFindings(client),
    ...unexpected(name, "grant_types", at(attrs, "grant_types"), onlyGrants(attrs), {
      why: "lets tokens be had without the sign-in page",
      wayOut: `list ${grants.join(" and ")} alone`,
    }),
    ...blueprintRedirectFindings(name, redirects, isPublic(client)),
    ...(provesItself(held, client) || withoutBlueprintProof(held, client) !== undefined
      ? []
      : [
          {
            where: name,
            why: "lets whoever intercepts a code use it",
            wayOut: "let a policy of its application demand the code flow and a challenge of S256",
          },
        ]),
    ...unexpected(name, "signing_key", at(attrs, "signing_key"), signedByFile(held, attrs), {
      why: "signs tokens with a secret that the program itself knows",
      wayOut: "refer to a key pair whose key_data is a file",
    }),
    ...unexpected(name, "issuer_mode", at(attrs, "issuer_mode"), textAt(attrs, "issuer_mode") === "global", {
      why: "names an issuer that no service accepts",
      wayOut: 'set it to "global"',
    }),
    ...lifeFindings(name, attrs),
    ...(redirects.some(isLoopbackPattern) && !asksPeople(held, attrs)
      ? [
          {
            where: `${name}: authorization_flow`,
            why: "lets any program on the machine take the session of somebody who signed in before (RFC 8252, 8.6)",
            wayOut: "lead through a stage of consent that always asks",
          },
        ]
      : []),
  ];
}

function secretFindings(client: BlueprintEntry): readonly Finding[] {
  const secret = at(client.attrs, "client_secret");
  const good = isPublic(client) ? secret === undefined : textAt(secret, "!Env") !== undefined;
  return good
    ? []
    : [
        {
          where: `${clientName(client)}: client_secret`,
          why: isPublic(client) ? "is one that everybody who has the program knows" : "is no secret of the worker's",
          wayOut: isPublic(client) ? "leave it out, or make the client confidential" : "read it from the environment",
        },
      ];
}

const onlyGrants = (attrs: Json): boolean =>
  listAt(attrs, "grant_types").length > 0 &&
  listAt(attrs, "grant_types").every((grant) => typeof grant === "string" && grants.includes(grant));

function provesItself(held: Held, { id }: BlueprintEntry): boolean {
  const applications = ofModel(held, "authentik_core.application").filter(
    ({ attrs }) => id !== undefined && referredTo(at(attrs, "provider")) === id,
  );
  return (
    applications.length > 0 &&
    applications.every(
      (application) =>
        textAt(application.attrs, "policy_engine_mode") === "all" &&
        decidedBy(held, application.id, "authentik_policies_expression.expressionpolicy").some(
          ({ attrs }) => textAt(attrs, "expression")?.replaceAll(/\s/g, "") === proof,
        ),
    )
  );
}

function signedByFile(held: Held, attrs: Json): boolean {
  const pair = entryAt(held, "authentik_crypto.certificatekeypair", at(attrs, "signing_key"));
  return textAt(pair?.attrs, "key_data", "!File") !== undefined;
}

function asksPeople(held: Held, attrs: Json): boolean {
  const flow = referredTo(at(attrs, "authorization_flow"));
  return ofModel(held, "authentik_flows.flowstagebinding").some(({ identifiers }) => {
    const stage = entryAt(held, "authentik_stages_consent.consentstage", at(identifiers, "stage"));
    return referredTo(at(identifiers, "target")) === flow && textAt(stage?.attrs, "mode") === "always_require";
  });
}
