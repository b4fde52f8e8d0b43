import type { Rest } from "../browser";
import type { LoadedRealm, SignInClient } from "../loaded-realm";
import { askForCode, browserOf, challenge, codeIn, enrol, givePassword, newPerson, redeem } from "../sign-in";
import type { Finding } from "../../harness/finding";
import { anyClient } from "./any-client";

/** Who asks for a code without a proof key, or with one in the clear, is refused; with one is asked to sign in; and the code needs it. */
export async function proofKeyFindings(realm: LoadedRealm): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const client of realm.clients.filter(({ isExcepted }) => !isExcepted)) {
    for (const [how, more] of Object.entries(without))
      if (!isRefused(await askForCode(realm, client, browserOf(realm), more)))
        findings.push(`${client.id} asks ${how}`);
    const page = await askForCode(realm, client, browserOf(realm));
    if (page.kind === "back" || page.form !== "kc-form-login") findings.push(`${client.id} can't ask with a proof key`);
  }
  return [...findings, ...(await stolenFindings(realm, anyClient(realm)))];
}

const without = {
  "without a proof key": {},
  "with a proof key in the clear": { ...challenge, code_challenge_method: "plain" },
} as const;

const isRefused = (rest: Rest): boolean => rest.kind === "back" && rest.answer.get("error") === "invalid_request";

/** Whoever took the code on its way has no proof key. */
async function stolenFindings(realm: LoadedRealm, client: SignInClient): Promise<readonly Finding[]> {
  const browser = browserOf(realm);
  const { rest } = await enrol(await givePassword(realm, client, browser, await newPerson(realm)), browser);
  const token = await redeem(realm, client, codeIn(rest) ?? "", "x".repeat(43)).catch(() => undefined);
  return token === undefined ? [] : [`a code of ${client.id} works without its proof key`];
}
