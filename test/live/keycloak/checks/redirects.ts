import type { LoadedRealm } from "../loaded-realm";
import { askForCode, browserOf, challenge } from "../sign-in";
import type { Finding } from "../../harness/finding";

/** Nobody is sent anywhere but to the addresses that a client names. */
export async function redirectFindings(realm: LoadedRealm): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const client of realm.clients) {
    for (const redirect of ["https://elsewhere.example.eu/", ...client.redirects.map((one) => `${one}x`)]) {
      const rest = await askForCode(realm, client, browserOf(realm), { ...challenge, redirect_uri: redirect });
      if (rest.kind === "back" || rest.status !== 400) findings.push(`${client.id} is led back to ${redirect}`);
    }
  }
  return findings;
}
