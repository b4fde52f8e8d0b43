import type { OidcNeed, Program, ProgramRedirect, ServiceDefinition, Surroundings } from "../../../language";
import { env, keyOf, type BlueprintValue, type Entry } from "./blueprint";
import { decided } from "./flow";
import { ground, mapping, signingKey } from "./ground";
import { signInSlug } from "./sign-in-flow";

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
