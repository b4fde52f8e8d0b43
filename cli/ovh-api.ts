import { createHash } from "node:crypto";
import { Refusal } from "../language";

/** How a caller proves to OVHcloud's API who it is. */
export type OvhIdentity =
  | {
      readonly kind: "application";
      readonly applicationKey: string;
      readonly applicationSecret: string;
      readonly consumerKey: string;
    }
  | { readonly kind: "service-account"; readonly clientId: string; readonly clientSecret: string };

/** Addresses of OVHcloud's European API. */
export interface OvhEndpoints {
  readonly api: string;
  readonly tokens: string;
}

export const ovhEurope: OvhEndpoints = {
  api: "https://eu.api.ovh.com/1.0",
  tokens: "https://www.ovh.com/auth/oauth2/token",
};

/** Longest wait for one answer; kubectl and Terraform start the plugin again by themselves. */
const patience = 30_000;

/**
 * Posts to OVHcloud's API and returns the answer. Throws a Refusal that names the address and the answer's code, and never a
 * secret, where the API refuses or can't be reached.
 */
export async function postToOvh(path: string, identity: OvhIdentity, endpoints: OvhEndpoints): Promise<unknown> {
  const url = `${endpoints.api}${path}`;
  return request(url, { method: "POST", headers: await authorization(url, identity, endpoints) });
}

async function authorization(
  url: string,
  identity: OvhIdentity,
  endpoints: OvhEndpoints,
): Promise<Readonly<Record<string, string>>> {
  switch (identity.kind) {
    case "application": {
      // The API refuses a signature whose time is off by more than a few seconds: its own clock counts.
      const time = String(await request(`${endpoints.api}/auth/time`, { method: "GET" }));
      const signed = [identity.applicationSecret, identity.consumerKey, "POST", url, "", time].join("+");
      return {
        "X-Ovh-Application": identity.applicationKey,
        "X-Ovh-Consumer": identity.consumerKey,
        "X-Ovh-Timestamp": time,
        "X-Ovh-Signature": `$1$${createHash("sha1").update(signed).digest("hex")}`,
      };
    }
    case "service-account": {
      const answer = await request(endpoints.tokens, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_id: identity.clientId,
          client_secret: identity.clientSecret,
          scope: "all",
        }).toString(),
      });
      const token =
        typeof answer === "object" && answer !== null && "access_token" in answer ? answer.access_token : undefined;
      if (typeof token !== "string") {
        throw refusal(endpoints.tokens, "gave no access token", "check that OVH_CLIENT_ID names a service account");
      }
      return { Authorization: `Bearer ${token}` };
    }
  }
}

async function request(
  url: string,
  init: { readonly method: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string },
): Promise<unknown> {
  const answer = await send(url, init);
  if (!answer.ok) {
    throw refusal(
      url,
      `answered ${String(answer.status)} to ${init.method}`,
      answer.status === 401 || answer.status === 403
        ? "check that the credentials are valid and may do this"
        : "check the ids of project and cluster, then try again",
    );
  }
  try {
    return await answer.json();
  } catch {
    throw refusal(url, "gave an answer that is no JSON", "check the address; a proxy may have answered");
  }
}

async function send(url: string, init: Parameters<typeof request>[1]): Promise<Response> {
  try {
    // A redirect could carry the credentials to another host.
    return await fetch(url, { ...init, redirect: "error", signal: AbortSignal.timeout(patience) });
  } catch {
    throw refusal(url, "can't be reached", "check the network and the proxy between here and OVHcloud");
  }
}

/** The answer's text stays out: it may repeat what was sent. */
const refusal = (url: string, why: string, wayOut: string): Refusal =>
  new Refusal("the cluster's credential", [{ where: url, value: undefined, why, wayOut }]);
