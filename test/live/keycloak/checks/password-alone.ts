import {
  askForCode,
  askForToken,
  browserOf,
  challenge,
  codeIn,
  enrolment,
  givePassword,
  knownClients,
  newPerson,
} from "../sign-in";
import type { LoadedRealm } from "../loaded-realm";
import type { Finding } from "../../harness/finding";
import { anyClient } from "./any-client";

/** What a password opens where nothing comes with it: a page that demands the second factor, and nothing else. */
export async function passwordAloneFindings(realm: LoadedRealm): Promise<readonly Finding[]> {
  return [...(await inBrowser(realm)), ...(await outsideBrowser(realm))];
}

async function inBrowser(realm: LoadedRealm): Promise<readonly Finding[]> {
  const client = anyClient(realm);
  const browser = browserOf(realm);
  const page = await givePassword(realm, client, browser, await newPerson(realm));
  const findings: Finding[] = [];
  if (codeIn(page) !== undefined) findings.push("a password alone brings a code");
  else if (page.kind === "back" || page.form !== enrolment) findings.push("after the password nothing is demanded");
  // The same browser, past the page.
  for (const more of [challenge, { ...challenge, prompt: "none" }]) {
    if (codeIn(await askForCode(realm, client, browser, more)) !== undefined)
      findings.push("a password alone starts a session");
  }
  return findings;
}

/** Every client that the server has is tried, also those with which the realm was born. */
async function outsideBrowser(realm: LoadedRealm): Promise<readonly Finding[]> {
  const { username, password } = await newPerson(realm);
  const findings: Finding[] = [];
  for (const { clientId: client, secret } of await knownClients(realm)) {
    const { status } = await askForToken(realm, {
      grant_type: "password",
      client_id: client,
      ...(secret === undefined ? {} : { client_secret: secret }),
      username,
      password,
      scope: "openid",
    });
    if (status < 400) findings.push(`a password alone brings a token for ${client}`);
  }
  return findings;
}
