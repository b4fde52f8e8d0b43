import { z } from "zod";
import { ask } from "../../harness/ask";
import { until } from "../../harness/until";
import { throughGateway } from "../browser";
import { audiencesOf, claimsOf, objections, type GatewayPolicy } from "../gateway-policy";
import type { LoadedRealm } from "../loaded-realm";
import { askForCode, browserOf, codeIn, enrol, givePassword, newPerson, redeem, type Person } from "../sign-in";
import type { Finding } from "../../harness/finding";
import { anyClient } from "./any-client";

/** A route behind the sign-in of a realm on the server, and what the gateway is told of it. */
export interface Door {
  readonly realm: LoadedRealm;
  readonly policy: GatewayPolicy;
}

/** Access tokens by client, as the realm gives them to somebody of all its groups who has signed in with both factors. */
export async function tokensOf(realm: LoadedRealm): Promise<ReadonlyMap<string, string>> {
  const browser = browserOf(realm);
  const person = await newPerson(realm);
  // Whoever belongs to every group is stopped by nothing but issuer and audience.
  await joinGroups(realm, person);
  await enrol(await givePassword(realm, anyClient(realm), browser, person), browser);
  const tokens = new Map<string, string>();
  for (const client of realm.clients.filter(({ asksConsent, isExcepted }) => !asksConsent && !isExcepted)) {
    // The session of the sign-in opens the others, as soon as the server has counted it.
    const code = await until(
      `a code of realm ${realm.name} for ${client.id}`,
      async () => codeIn(await askForCode(realm, client, browser)),
      { seconds: 10 },
    );
    tokens.set(client.id, await redeem(realm, client, code));
  }
  return tokens;
}

/** Each realm's tokens say whose they are and for which service, and pass at the doors of that service of that realm alone. */
export async function tenantFindings(doors: readonly Door[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const realm of new Set(doors.map((door) => door.realm))) {
    for (const [client, token] of await tokensOf(realm)) {
      const whose = `${realm.name}'s token for ${client}`;
      const claims = claimsOf(token);
      if (claims.iss !== `${realm.origin}/realms/${realm.name}`) findings.push(`${whose} says ${claims.iss}`);
      if (audiencesOf(claims).length !== 1) findings.push(`${whose} is for ${audiencesOf(claims).join() || "nobody"}`);
      for (const door of doors) {
        const service = door.policy.spec.oidc.clientID;
        const why = await objections(door.policy, token, (uri) => fetched(realm, uri));
        const isMeant = door.realm === realm && client === service;
        if (isMeant && why.length > 0) findings.push(`${whose} is refused at home: ${why.join("; ")}`);
        if (!isMeant && why.length === 0) findings.push(`${whose} passes at ${service} of ${door.realm.name}`);
      }
    }
  }
  return findings;
}

async function joinGroups({ name, server }: LoadedRealm, { id }: Person): Promise<void> {
  const groups = z.array(z.looseObject({ id: z.string() })).parse(await server.admin.must("GET", `/${name}/groups`));
  for (const group of groups) await server.admin.must("PUT", `/${name}/users/${id}/groups/${group.id}`);
}

/** What stands at a public address of the server. */
async function fetched({ origin, server }: LoadedRealm, uri: string): Promise<string> {
  if (!uri.startsWith(`${origin}/`)) throw new Error(`${uri} is not of ${origin}`);
  return (await ask(`${server.address}${uri.slice(origin.length)}`, { headers: throughGateway(origin) })).text;
}
