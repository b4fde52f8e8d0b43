import type { OidcNeed, Program, ProgramRedirect, ServiceDefinition, Surroundings } from "../../../language";
import { env, file, keyOf, type BlueprintValue, type Entry } from "./blueprint";
import { bound, decided, flow, signInSlug, stage } from "./sign-in-flow";

/** A service that signs people in. */
export interface SigningService {
  readonly name: string;
  readonly title: string;
  readonly oidc: OidcNeed;
}

/** Those of a suite's services that sign people in. */
export const signingIn = (services: readonly ServiceDefinition[]): readonly SigningService[] =>
  services.flatMap(({ name, title, needs: { oidc } }) => (oidc === undefined ? [] : [{ name, title, oidc }]));

/** Variable in which the worker finds the secret of a service's client. */
export const secretVariable = (service: string): string => `OIDC_${service.toUpperCase().replaceAll("-", "_")}`;

/** Where the worker finds the key that signs tokens. */
export const signingFolder = "/signing";

/** Name of the certificate whose key signs every token: of the curve P-256, so that tokens are ES256. */
const signingKey = "tokens";

/** What authentik tells a policy of an application about the request that it decides on (views/authorize.py, modify_policy_request). */
const proof = `return (
    request.context.get("oauth_response_type") == "code"
    and bool(request.context.get("oauth_code_challenge"))
    and request.context.get("oauth_code_challenge_method") == "S256"
)`;

/** Groups that services know, and the claims under which they see people. */
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

const mapping = (id: string, scope: Scope, expression: string): Entry => ({
  id,
  model: "authentik_providers_oauth2.scopemapping",
  identifiers: { name: id },
  attrs: { scope_name: scope, description: scope, expression },
});

const scopes: readonly Scope[] = ["openid", "email", "profile", "offline_access"];

/** What every client of ours stands on: groups, claims, the key, what people agree to, and the proof that all of them give. */
const ground: readonly Entry[] = [
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

interface Client {
  readonly id: string;
  readonly title: string;
  readonly attrs: Readonly<Record<string, BlueprintValue>>;
  /** False where it can give none. */
  readonly proves: boolean;
}

/** The code flow and nothing else, signed with the one key, by the one issuer; a refresh token works once and ends when nobody uses it for an hour. */
const common = {
  authentication_flow: keyOf(signInSlug),
  invalidation_flow: keyOf("sign-out"),
  grant_types: ["authorization_code", "refresh_token"],
  access_code_validity: "minutes=1",
  access_token_validity: "minutes=5",
  refresh_token_validity: "hours=1",
  refresh_token_threshold: "seconds=0",
  include_claims_in_id_token: true,
  signing_key: keyOf(signingKey),
  sub_mode: "user_uuid",
  issuer_mode: "global",
} as const;

const client = ({ id, title, attrs, proves }: Client): readonly Entry[] => [
  {
    id: `client-${id}`,
    model: "authentik_providers_oauth2.oauth2provider",
    identifiers: { name: id },
    attrs: { ...common, client_id: id, ...attrs },
  },
  {
    id: `application-${id}`,
    model: "authentik_core.application",
    identifiers: { slug: id },
    attrs: { name: title, provider: keyOf(`client-${id}`), policy_engine_mode: "all" },
  },
  ...(proves ? [decided(`application-${id}`, "proof")] : []),
];

const strict = (url: string): BlueprintValue => ({ matching_mode: "strict", url });

function serviceClient(at: Surroundings, { name, title, oidc }: SigningService): Client {
  const redirects = oidc.redirects.map(({ label, path }) => strict(`https://${at.hostname(label)}${path}`));
  return {
    id: name,
    title,
    proves: (oidc.proofKey?.kind ?? "enforced") === "enforced",
    attrs: {
      client_type: oidc.client,
      ...(oidc.client === "confidential" ? { client_secret: env(secretVariable(name)) } : {}),
      authorization_flow: keyOf("authorize"),
      redirect_uris: redirects,
      property_mappings: [keyOf("scope-openid"), keyOf("scope-email"), keyOf("scope-profile")],
    },
  };
}

/** A page's address is compared letter by letter; a program on somebody's machine may choose its port (RFC 8252, 7.3). */
function programRedirect(at: Surroundings, redirect: ProgramRedirect): BlueprintValue {
  switch (redirect.kind) {
    case "page":
      return strict(`https://${at.hostname(redirect.label)}${redirect.path}`);
    case "loopback": {
      const path = redirect.path.replaceAll(".", "\\.");
      return { matching_mode: "regex", url: `http://127\\.0\\.0\\.1(:[0-9]+)?${path}` };
    }
  }
}

const program = (at: Surroundings, service: string, id: string, { title, redirects }: Program): readonly Entry[] => [
  // Made out to the service that takes them, and to the program, which reads its own.
  mapping(`scope-openid-${id}`, "openid", `return {"aud": ["${id}", "${service}"]}`),
  ...client({
    id,
    title,
    proves: true,
    attrs: {
      client_type: "public",
      // Who waits on the machine itself can't be told, so there people are asked.
      authorization_flow: keyOf(redirects.some(({ kind }) => kind === "loopback") ? "authorize-asked" : "authorize"),
      redirect_uris: redirects.map((redirect) => programRedirect(at, redirect)),
      property_mappings: [
        keyOf(`scope-openid-${id}`),
        keyOf("scope-email"),
        keyOf("scope-profile"),
        keyOf("scope-offline_access"),
      ],
    },
  }),
];

/** A client for every service that signs people in, and for every program that signs in itself. */
export const clientEntries = (at: Surroundings, services: readonly SigningService[]): readonly Entry[] => [
  ...ground,
  ...services.flatMap((service) => [
    ...client(serviceClient(at, service)),
    ...Object.entries(service.oidc.programs ?? {}).flatMap(([id, each]) => program(at, service.name, id, each)),
  ]),
];

/** Label of a blueprint that says why a client gives no proof key; the audit reads it. */
export const withoutProofLabels = (services: readonly SigningService[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    services.flatMap(({ name, oidc: { proofKey } }) =>
      proofKey?.kind === "exception" ? [[`bestek.eu/exception-proof-key.${name}`, proofKey.reason]] : [],
    ),
  );
