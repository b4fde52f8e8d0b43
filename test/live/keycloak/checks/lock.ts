import { z } from "zod";
import { until } from "../../harness/until";
import type { Rest } from "../browser";
import type { LoadedRealm } from "../loaded-realm";
import { oneTimeCode, wrongCode } from "../one-time-code";
import { askedForCode, browserOf, codeIn, enrol, givePassword, newPerson, type Person } from "../sign-in";
import type { Finding } from "../../harness/finding";
import { anyClient } from "./any-client";

/** How somebody guesses: as fast as the server answers, or slower than it takes for a machine. */
export type Pace = "hurried" | "unhurried";

const standingSchema = z.looseObject({
  numFailures: z.number(),
  disabled: z.boolean(),
  failedLoginNotBefore: z.number().default(0),
});

/** `disabled` alone is also said of somebody whose mistake is just being counted. */
const isLocked = ({ disabled, failedLoginNotBefore: end }: z.output<typeof standingSchema>): boolean =>
  disabled && end > 0;

/** Wrong passwords, as many as the realm takes: afterwards the right one is refused as well, and the server says so. */
export async function passwordLockFindings(realm: LoadedRealm, pace: Pace): Promise<readonly Finding[]> {
  const client = anyClient(realm);
  const person = await newPerson(realm);
  const mistakes = await guess(realm, person, pace, async () => {
    await givePassword(realm, client, browserOf(realm), { ...person, password: "none of these words" });
  });
  if (mistakes === undefined) return [`${String(realm.failures)} wrong passwords lock nobody out`];
  const page = await givePassword(realm, client, browserOf(realm), person);
  return [
    ...(pace === "unhurried" && mistakes < realm.failures
      ? [`${String(mistakes)} slow mistakes lock somebody out`]
      : []),
    ...(page.kind === "page" && page.form === "kc-form-login"
      ? []
      : [`a locked account opens with its password: ${seen(page)}`]),
  ];
}

/** What came in place of the first page. */
const seen = (rest: Rest): string =>
  rest.kind === "back" ? rest.to : `${String(rest.status)} ${rest.form === "" ? rest.text.slice(0, 500) : rest.form}`;

/** The same with wrong codes after the right password. */
export async function codeLockFindings(realm: LoadedRealm): Promise<readonly Finding[]> {
  const client = anyClient(realm);
  const person = await newPerson(realm);
  const own = browserOf(realm);
  const { secret } = await enrol(await givePassword(realm, client, own, person), own);
  const browser = browserOf(realm);
  let page = await askedForCode(realm, client, browser, person);
  const mistakes = await guess(realm, person, "hurried", async () => {
    page = await browser.send(page, { otp: wrongCode(secret) });
  });
  if (mistakes === undefined) return [`${String(realm.failures)} wrong codes lock nobody out`];
  const rest = await browser.send(page, { otp: oneTimeCode(secret, 1) });
  return codeIn(rest) === undefined ? [] : ["a locked account opens with its code"];
}

/** Guesses that the server may leave uncounted in a row: while it counts one it takes no other. */
const uncountedInARow = 3;

/** Guesses until the account is locked; answers with the mistakes counted, undefined where all that the realm states lock nobody out. */
async function guess(
  { name, server, failures, unhurried }: LoadedRealm,
  { id }: Person,
  pace: Pace,
  attempt: () => Promise<void>,
): Promise<number | undefined> {
  const standing = async () =>
    standingSchema.parse(await server.admin.must("GET", `/${name}/attack-detection/brute-force/users/${id}`));
  let mistakes = 0;
  for (let uncounted = 0; mistakes < failures && uncounted < uncountedInARow;) {
    await attempt();
    // The server counts after it has answered.
    const counted = await until(
      "a failure is counted",
      async () => {
        const now = await standing();
        return isLocked(now) || now.numFailures > mistakes ? now : undefined;
      },
      { seconds: 3 },
    ).catch(() => undefined);
    if (counted !== undefined && isLocked(counted)) return counted.numFailures;
    uncounted = counted === undefined ? uncounted + 1 : 0;
    mistakes = counted?.numFailures ?? mistakes;
    if (pace === "unhurried") await new Promise((resolve) => setTimeout(resolve, unhurried + 200));
  }
  return undefined;
}
