import type { Rest } from "../browser";
import type { LoadedRealm, SignInClient } from "../loaded-realm";
import { oneTimeCode, wrongCode } from "../one-time-code";
import { askedForCode, browserOf, codeIn, enrol, givePassword, newPerson, redeem, type Person } from "../sign-in";
import type { Finding } from "../../harness/finding";
import { anyClient } from "./any-client";

/** Whoever sets up a code gets in with it, each code once, and with no other. */
export async function secondFactorFindings(realm: LoadedRealm): Promise<readonly Finding[]> {
  const client = anyClient(realm);
  const person = await newPerson(realm);
  const browser = browserOf(realm);
  const { secret, rest } = await enrol(await givePassword(realm, client, browser, person), browser);
  const first = codeIn(rest);
  if (first === undefined) return ["whoever sets up a code does not get in"];
  await redeem(realm, client, first);
  return laterFindings(realm, client, person, secret);
}

async function laterFindings(
  realm: LoadedRealm,
  client: SignInClient,
  person: Person,
  secret: string,
): Promise<readonly Finding[]> {
  /** A fresh browser shows a code after the password. */
  const show = async (otp: string): Promise<Rest> => {
    const browser = browserOf(realm);
    return browser.send(await askedForCode(realm, client, browser, person), { otp });
  };
  const wrong = await show(wrongCode(secret));
  // The next one: the server takes it as well, for clocks differ, and the enrolment has used none of it.
  const next = oneTimeCode(secret, 1);
  const right = await show(next);
  const again = await show(next);
  return [
    ...(codeIn(wrong) === undefined ? [] : ["a wrong code opens"]),
    ...(codeIn(right) === undefined ? ["the right code does not open"] : []),
    ...(codeIn(again) === undefined ? [] : ["a code opens twice"]),
  ];
}
