import { file, type Entry } from "./blueprint";
import { bound, flow, stage } from "./flow";

/** Where the worker finds the key that signs tokens. */
export const signingFolder = "/signing";

/** Name of the certificate whose key signs every token: of the curve P-256, so that tokens are ES256. */
export const signingKey = "tokens";

/** What authentik tells a policy of an application about the request that it decides on (views/authorize.py, modify_policy_request). */
const proof = `return (
    request.context.get("oauth_response_type") == "code"
    and bool(request.context.get("oauth_code_challenge"))
    and request.context.get("oauth_code_challenge_method") == "S256"
)`;

/** Claims under which services see people, by the scope that brings them. */
const claims = {
  openid: "return {}",
  email: 'return {"email": request.user.email, "email_verified": True}',
  profile: `return {
    "name": request.user.name,
    "given_name": request.user.name,
    "preferred_username": request.user.username,
    "nickname": request.user.username,
    "groups": [group.name for group in request.user.all_groups()],
}`,
  offline_access: "return {}",
} as const;

type Scope = keyof typeof claims;

/** What a token says where a scope is asked for. */
export const mapping = (id: string, scope: Scope, expression: string): Entry => ({
  id,
  model: "authentik_providers_oauth2.scopemapping",
  identifiers: { name: id },
  attrs: { scope_name: scope, description: scope, expression },
});

const scopes: readonly Scope[] = ["openid", "email", "profile", "offline_access"];

/** What every client of ours stands on: groups, claims, the key, what people agree to, and the proof that all of them give. */
export const ground: readonly Entry[] = [
  ...["users", "administrators"].map((name): Entry => ({
    model: "authentik_core.group",
    identifiers: { name },
    attrs: { is_superuser: false },
  })),
  ...scopes.map((scope) => mapping(`scope-${scope}`, scope, claims[scope])),
  {
    id: signingKey,
    model: "authentik_crypto.certificatekeypair",
    identifiers: { name: signingKey },
    attrs: { certificate_data: file(`${signingFolder}/tls.crt`), key_data: file(`${signingFolder}/tls.key`) },
  },
  {
    id: "proof",
    model: "authentik_policies_expression.expressionpolicy",
    identifiers: { name: "code with proof key" },
    attrs: { expression: proof },
  },
  flow("authorize", "authorization", "Sign in", "require_authenticated"),
  flow("authorize-asked", "authorization", "May this program act for you?", "require_authenticated"),
  stage({ id: "asked", model: "authentik_stages_consent.consentstage", attrs: { mode: "always_require" } }),
  bound("authorize-asked", "asked", 10),
];
