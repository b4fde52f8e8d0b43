import type { Finding } from "../../check";
import type { KubernetesFact } from "../../facts";
import { at, dotted, listAt, textAt } from "../../facts/json";

const context = (object: KubernetesFact["object"], name: string): string | undefined => {
  const entry = listAt(object, "spec", "extAuth", "contextExtensions").find((one) => textAt(one, "name") === name);
  return entry === undefined ? undefined : textAt(entry, "value");
};

/** True where people sign in at the gateway before they reach what is behind a route. */
export const signsIn = ({ object }: KubernetesFact): boolean => at(object, "spec", "oidc") !== undefined;

/** What is wrong with the guard of a route: whoever signed in must be verified, and asked about, or not pass. */
export function authorizationFindings(policies: readonly KubernetesFact[]): readonly Finding[] {
  return policies.filter(signsIn).flatMap((policy) => [...callFindings(policy), ...tokenFindings(policy)]);
}

/** Whoever signed in is asked about, and nobody passes while nobody answers. */
export function callFindings({ name, object }: KubernetesFact): readonly Finding[] {
  const where = (...path: readonly string[]): string => `SecurityPolicy ${name} ${dotted(["spec", ...path])}`;
  const targets = ["grpc", "http"].flatMap((kind) => listAt(object, "spec", "extAuth", kind, "backendRefs"));
  if (targets.length === 0) {
    return [
      {
        where: where("extAuth"),
        why: "asks nobody whether somebody who signed in may reach this",
        wayOut: "ask the authorization service",
      },
    ];
  }
  const failOpen = at(object, "spec", "extAuth", "failOpen");
  return failOpen === true
    ? [
        {
          where: where("extAuth", "failOpen"),
          value: failOpen,
          why: "lets everybody pass as soon as nobody answers",
          wayOut: "leave it at false",
        },
      ]
    : [];
}

/** A token is verified, of the issuer that people sign in at, and handed on to what decides. */
export function tokenFindings({ name, object }: KubernetesFact): readonly Finding[] {
  const where = (...path: readonly string[]): string => `SecurityPolicy ${name} ${dotted(["spec", ...path])}`;
  const issuer = textAt(object, "spec", "oidc", "provider", "issuer");
  const providers = listAt(object, "spec", "jwt", "providers");
  const verified = providers.some(
    (provider) => textAt(provider, "issuer") === issuer && listAt(provider, "audiences").length > 0,
  );
  const lenient = at(object, "spec", "jwt", "optional") === true || at(object, "spec", "jwt", "failOpen") === true;
  const asked = context(object, "issuer");
  return [
    ...(verified && !lenient
      ? []
      : [
          {
            where: where("jwt"),
            why: "doesn't insist on a token of the issuer that people sign in at, made out to this service",
            wayOut: "verify it against the issuer's keys, with its audience",
          },
        ]),
    ...(at(object, "spec", "oidc", "forwardAccessToken") === true
      ? []
      : [
          {
            where: where("oidc", "forwardAccessToken"),
            why: "keeps the token from what verifies it and from what decides",
            wayOut: "set it to true",
          },
        ]),
    ...(asked === issuer
      ? []
      : [
          {
            where: where("extAuth", "contextExtensions"),
            ...(asked === undefined ? {} : { value: asked }),
            why: "has another issuer's tokens judged than the one that people of this name sign in at",
            wayOut: "name the issuer of the sign-in",
          },
        ]),
  ];
}

const asking = "envoy.filters.http.ext_authz";
const verifying = "envoy.filters.http.jwt_authn";

/** By default Envoy Gateway asks before anybody has signed in, so that no token could be judged. */
export function orderFindings({ object }: KubernetesFact, policies: readonly KubernetesFact[]): readonly Finding[] {
  if (!policies.some(signsIn)) return [];
  const ordered = listAt(object, "spec", "filterOrder").some(
    (entry) => textAt(entry, "name") === asking && textAt(entry, "after") === verifying,
  );
  return ordered
    ? []
    : [
        {
          where: dotted(["spec", "filterOrder"]),
          why: "asks who may pass before it is known who asks",
          wayOut: `put ${asking} after ${verifying}`,
        },
      ];
}
