import { signIn } from "../../../audit/checks/sign-in";
import type { Json } from "../../../audit/facts/json";
import { identity } from "../fixture/good-stacks";
import { all, inStack, nothing, type Edit } from "../fixture/output";
import { judges, type Row } from "../fixture/verdict-table";

const program = `${identity}:keycloak_openid_client.program`;
const shop = `${identity}:keycloak_openid_client.shop`;
const realm = `${identity}:keycloak_realm.realm`;

const edit = (client: string, field: string, value: Json | undefined): Edit =>
  inStack(identity, ["resource", "keycloak_openid_client", client, field], value);

const bad = (name: string, sabotage: Edit, object: string, ...says: string[]): Row => ({
  name,
  edit: sabotage,
  outcome: "fail",
  object,
  says,
});

const redirects = (client: string, ...uris: string[]): Edit => edit(client, "valid_redirect_uris", uris);

judges(signIn, [
  { name: "a program with PKCE and no secret, a service with both", edit: nothing, outcome: "pass" },
  { name: "a page of the program's own", edit: redirects("program", "https://mail.example.eu/back"), outcome: "pass" },
  bad("a program without PKCE", edit("program", "pkce_code_challenge_method", undefined), program, "intercepts a code"),
  bad("a service without PKCE", edit("shop", "pkce_code_challenge_method", ""), shop, "intercepts a code"),
  bad("PKCE in the clear", edit("program", "pkce_code_challenge_method", "plain"), program, '"plain"', "S256"),
  {
    name: "a service that can't give one, and says why",
    edit: all(
      edit("shop", "pkce_code_challenge_method", undefined),
      edit("shop", "extra_config", { "bestek.eu/exception-proof-key": "its library sends none" }),
    ),
    outcome: "pass",
    note: "exception proof-key: its library sends none",
  },
  bad(
    "a service that can't give one, without a reason",
    all(
      edit("shop", "pkce_code_challenge_method", undefined),
      edit("shop", "extra_config", { "bestek.eu/exception-proof-key": " " }),
    ),
    shop,
    "intercepts a code",
  ),
  bad(
    "a program excused, which has no secret to guard the code",
    all(
      edit("program", "pkce_code_challenge_method", undefined),
      edit("program", "extra_config", { "bestek.eu/exception-proof-key": "its library sends none" }),
    ),
    program,
    "intercepts a code",
  ),
  bad("a wildcard", redirects("shop", "https://shop.example.eu/*"), shop, "the star's place"),
  bad("a wildcard on the machine", redirects("program", "http://127.0.0.1/*"), program, "the star's place"),
  bad("every address", redirects("program", "*"), program, "the star's place"),
  bad(
    "an address in the clear",
    redirects("shop", "http://shop.example.eu/callback"),
    shop,
    "others can read or claim",
  ),
  bad("a name instead of the machine", redirects("program", "http://localhost/"), program, "others can read or claim"),
  bad("a look-alike", redirects("program", "http://127.0.0.1.example.com/"), program, "others can read or claim"),
  bad("a scheme of one's own", redirects("program", "com.example:/back"), program, "others can read or claim"),
  bad("no address at all", redirects("shop"), shop, "are missing"),
  {
    name: "a service that signs in for itself alone and leads nobody back",
    edit: all(redirects("shop"), edit("shop", "standard_flow_enabled", false)),
    outcome: "pass",
  },
  bad(
    "no address where tokens come in addresses",
    all(redirects("shop"), edit("shop", "standard_flow_enabled", false), edit("shop", "implicit_flow_enabled", true)),
    shop,
    "are missing",
  ),
  bad(
    "a secret that everybody has",
    edit("program", "client_secret", "known"),
    program,
    "everybody who has the program",
  ),
  bad("nobody asked", edit("program", "consent_required", undefined), program, "consent_required", "RFC 8252"),
  bad("tokens in addresses", edit("shop", "implicit_flow_enabled", true), shop, "implicit_flow_enabled"),
  bad("passwords taken", edit("program", "direct_access_grants_enabled", true), program, "second factor"),
  bad("no end", edit("program", "client_session_max_lifespan", undefined), program, "longer than a day"),
  bad("no end offline", edit("program", "client_offline_session_idle_timeout", "2592000"), program, "2592000"),
  ...[
    {
      name: "no word on passwords outside the browser",
      path: ["keycloak_authentication_bindings", "bindings", "direct_grant_flow"],
      value: undefined,
    },
    {
      name: "passwords outside the browser, judged by Keycloak's own flow",
      path: ["keycloak_authentication_bindings", "bindings", "direct_grant_flow"],
      value: "direct grant",
    },
    {
      name: "a refusal of passwords that is optional",
      path: ["keycloak_authentication_execution", "refusal", "requirement"],
      value: "ALTERNATIVE",
    },
    {
      name: "bindings of another realm",
      path: ["keycloak_authentication_bindings", "bindings", "realm_id"],
      value: "other",
    },
  ].map(({ name, path, value }) => bad(name, inStack(identity, ["resource", ...path], value), realm, "admin-cli")),
  bad(
    "refresh tokens that work twice",
    inStack(identity, ["resource", "keycloak_realm", "realm", "revoke_refresh_token"], false),
    realm,
    "beside its owner",
  ),
  bad(
    "refresh tokens that may be used again",
    inStack(identity, ["resource", "keycloak_realm", "realm", "refresh_token_max_reuse"], 1),
    realm,
    "beside its owner",
  ),
]);
