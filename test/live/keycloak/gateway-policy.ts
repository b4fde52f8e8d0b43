import { createPublicKey, verify } from "node:crypto";
import { z } from "zod";

/** What the gateway is told of a route behind a sign-in, as far as it says whose tokens pass. */
export const gatewayPolicySchema = z.looseObject({
  metadata: z.looseObject({ name: z.string(), namespace: z.string() }),
  spec: z.looseObject({
    jwt: z.looseObject({
      optional: z.boolean().default(false),
      providers: z.array(
        z.looseObject({
          issuer: z.string(),
          audiences: z.array(z.string()).default([]),
          remoteJWKS: z.looseObject({ uri: z.string() }),
        }),
      ),
    }),
    oidc: z.looseObject({ clientID: z.string(), redirectURL: z.string(), scopes: z.array(z.string()) }),
    extAuth: z.looseObject({ contextExtensions: z.array(z.looseObject({ name: z.string(), value: z.string() })) }),
  }),
});

export type GatewayPolicy = z.output<typeof gatewayPolicySchema>;

/** Why a token doesn't pass; empty where it does. */
export type Objections = readonly string[];

const keysSchema = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) });
const headerSchema = z.looseObject({ alg: z.string(), kid: z.string() });
const claimsSchema = z.looseObject({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]).default([]),
  exp: z.number(),
  groups: z.array(z.string()).default([]),
});
const rulesSchema = z.array(z.object({ path: z.string(), groups: z.array(z.string()) }));

export type Claims = z.output<typeof claimsSchema>;

const decoded = (part: string | undefined): unknown =>
  JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8"));

export const claimsOf = (token: string): Claims => claimsSchema.parse(decoded(token.split(".")[1]));

export const audiencesOf = ({ aud }: Claims): readonly string[] => (typeof aud === "string" ? [aud] : aud);

type Provider = GatewayPolicy["spec"]["jwt"]["providers"][number];

/**
 * Judges a token for the root of a route by what the policy states: its issuers with their keys and audiences, then the context that goes to
 * whoever authorizes. It reads the policy as Envoy and OPA are documented to; neither of them runs here.
 *
 * @param fetched Reads what stands at an address of the identity server.
 */
export async function objections(
  { spec }: GatewayPolicy,
  token: string,
  fetched: (uri: string) => Promise<string>,
): Promise<Objections> {
  const claims = claimsOf(token);
  const ofProviders = await Promise.all(
    spec.jwt.providers.map(async (provider) =>
      providerObjections(provider, token, claims, await fetched(provider.remoteJWKS.uri)),
    ),
  );
  const verified = spec.jwt.optional || ofProviders.some((found) => found.length === 0);
  return [...(verified ? [] : ofProviders.flat()), ...contextObjections(spec.extAuth.contextExtensions, claims)];
}

function providerObjections({ issuer, audiences }: Provider, token: string, claims: Claims, keys: string): Objections {
  const isMeant = audiences.length === 0 || audiencesOf(claims).some((one) => audiences.includes(one));
  return [
    ...(claims.iss === issuer ? [] : [`issuer ${claims.iss} is not ${issuer}`]),
    ...(isMeant ? [] : [`audience ${audiencesOf(claims).join()} is not ${audiences.join()}`]),
    ...(claims.exp > Date.now() / 1000 ? [] : ["expired"]),
    ...(isSigned(token, keys) ? [] : [`no key of ${issuer} signed it`]),
  ];
}

/** Realms sign with ES256: what is signed otherwise counts as not signed. */
function isSigned(token: string, keys: string): boolean {
  const [header, payload, signature] = token.split(".");
  const { alg, kid } = headerSchema.parse(decoded(header));
  const key = keysSchema.parse(JSON.parse(keys)).keys.find((one) => one.kid === kid);
  if (alg !== "ES256" || key === undefined) return false;
  return verify(
    "sha256",
    Buffer.from(`${header ?? ""}.${payload ?? ""}`),
    { key: createPublicKey({ key, format: "jwk" }), dsaEncoding: "ieee-p1363" },
    Buffer.from(signature ?? "", "base64url"),
  );
}

function contextObjections(context: GatewayPolicy["spec"]["extAuth"]["contextExtensions"], claims: Claims): Objections {
  const stated = (name: string): string => context.find((one) => one.name === name)?.value ?? "";
  const groups = rulesSchema.parse(JSON.parse(stated("rules"))).find(({ path }) => path === "/")?.groups ?? [];
  return [
    ...(claims.iss === stated("issuer") ? [] : [`issuer ${claims.iss} is not asked for`]),
    ...(audiencesOf(claims).includes(stated("audience")) ? [] : [`audience ${stated("audience")} is missing`]),
    ...(claims.groups.some((one) => groups.includes(one)) ? [] : [`no group of ${groups.join()}`]),
  ];
}
