import type { Construct } from "constructs";
import { firewallAddress, guardName } from "../../../catalog";
import type { KongPlugin } from "../../../imports/custom-resources/kong/kong-plugin";
import type { Allowance } from "../../../language";
import { customObject } from "../../kubernetes/custom-object";

/** Whom the guard asks about people, and what travels with the question. */
export interface SignIn {
  /** Address that says who signed in. */
  readonly asked: string;
  /** Address that decides. */
  readonly authorization: string;
  readonly issuer: string;
  readonly audience: string;
  readonly rules: readonly Allowance[];
}

export interface GuardProps {
  readonly slashes: "refused" | "kept";
  /** Default: nobody need sign in. */
  readonly signIn?: SignIn;
}

/** Adds a plugin of a route; returns the name by which the route calls it. */
function plugin(scope: Construct, name: string, what: string, config: Readonly<Record<string, unknown>>): string {
  const object: KongPlugin = { apiVersion: "configuration.konghq.com/v1", kind: "KongPlugin", plugin: what, config };
  customObject(scope, { name }, object);
  return name;
}

/** What one proxy lets through in a second, whoever asks; counted in the proxy itself. */
export const limitPlugin = (scope: Construct, route: string, second: number): string =>
  plugin(scope, `${route}-limit`, "rate-limiting", {
    second,
    limit_by: "service",
    policy: "local",
    fault_tolerant: false,
    hide_client_headers: true,
  });

/** The networks from which requests are taken at all. */
export const networksPlugin = (scope: Construct, route: string, allow: readonly string[]): string =>
  plugin(scope, `${route}-networks`, "ip-restriction", { allow, status: 403 });

/** The program that asks the firewall, who signed in, and who may pass. */
export const guardPlugin = (scope: Construct, route: string, { slashes, signIn }: GuardProps): string =>
  plugin(scope, `${route}-guard`, guardName, {
    firewall: firewallAddress,
    slashes,
    ...(signIn === undefined
      ? {}
      : {
          sign_in: signIn.asked,
          authorization: signIn.authorization,
          issuer: signIn.issuer,
          audience: signIn.audience,
          rules: JSON.stringify(signIn.rules),
        }),
  });
