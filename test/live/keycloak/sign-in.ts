import { createHash } from "node:crypto";
import { z } from "zod";
import { ask } from "../harness/ask";
import { until } from "../harness/until";
import { Browser, hidden, throughGateway, type Rest } from "./browser";
import type { LoadedRealm, SignInClient } from "./loaded-realm";
import { oneTimeCode } from "./one-time-code";

/** Somebody with an account in a realm. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly password: string;
}

let people = 0;

/** A new account with a password and nothing else, as an administrator makes one. */
export async function newPerson({ name, server }: LoadedRealm): Promise<Person> {
  people += 1;
  const username = `person-${String(people)}`;
  const password = `long enough for ${name} ${String(people)}`;
  const id = await server.admin.make(`/${name}/users`, {
    username,
    enabled: true,
    email: `${username}@example.eu`,
    emailVerified: true,
    firstName: "Some",
    lastName: "Body",
    credentials: [{ type: "password", value: password, temporary: false }],
  });
  return { id, username, password };
}

/** A proof key as RFC 7636, appendix B, has it. */
const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

export const challenge = {
  code_challenge: createHash("sha256").update(verifier).digest("base64url"),
  code_challenge_method: "S256",
};

export const browserOf = ({ server, origin }: LoadedRealm): Browser => new Browser({ address: server.address, origin });

/** Asks for a code, as a client sends a browser to do. */
export const askForCode = (
  { name, origin }: LoadedRealm,
  { id, redirects: [redirect = ""] }: SignInClient,
  browser: Browser,
  more: Readonly<Record<string, string>> = challenge,
): Promise<Rest> => {
  const query = new URLSearchParams({
    client_id: id,
    redirect_uri: redirect,
    response_type: "code",
    scope: "openid profile email",
    ...more,
  });
  return browser.open(`${origin}/realms/${name}/protocol/openid-connect/auth?${query.toString()}`);
};

/** What the server shows or does once name and password are given. */
export async function givePassword(
  realm: LoadedRealm,
  client: SignInClient,
  browser: Browser,
  { username, password }: Pick<Person, "username" | "password">,
): Promise<Rest> {
  return browser.send(await askForCode(realm, client, browser), { username, password });
}

/** The page on which a person sets up a code for the first time, and the one that asks for a code. */
export const enrolment = "kc-totp-settings-form";
const codePage = "kc-otp-login-form";

/**
 * The page that asks for a code, once name and password are given. The server turns away who comes while it still counts the last sign-in, so that
 * it is asked again; throws where the page never comes.
 */
export const askedForCode = (
  realm: LoadedRealm,
  client: SignInClient,
  browser: Browser,
  person: Person,
): Promise<Rest> =>
  until(
    "the page that asks for a code",
    async () => {
      const page = await givePassword(realm, client, browser, person);
      return page.kind === "page" && page.form === codePage ? page : undefined;
    },
    { seconds: 10 },
  );

/** Sets up a code on the page that demands it, and answers with the secret that the person's program now has. */
export async function enrol(page: Rest, browser: Browser): Promise<{ readonly secret: string; readonly rest: Rest }> {
  const secret = hidden(page, "totpSecret");
  const rest = await browser.send(page, { totp: oneTimeCode(secret), totpSecret: secret, userLabel: "program" });
  return { secret, rest };
}

/** The code that a browser was led back with; undefined where it wasn't. */
export const codeIn = (rest: Rest): string | undefined =>
  rest.kind === "back" ? (rest.answer.get("code") ?? undefined) : undefined;

const clientsSchema = z.array(z.looseObject({ clientId: z.string(), secret: z.string().optional() }));

/** Clients that the server has, its own among them, with the secrets of those that have one. */
export const knownClients = async ({ name, server }: LoadedRealm): Promise<z.output<typeof clientsSchema>> =>
  clientsSchema.parse(await server.admin.must("GET", `/${name}/clients`));

/** What the token endpoint answers through the gateway. */
export const askForToken = async ({ name, origin, server }: LoadedRealm, fields: Readonly<Record<string, string>>) =>
  ask(`${server.address}/realms/${name}/protocol/openid-connect/token`, {
    method: "POST",
    headers: { ...throughGateway(origin), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });

const tokenSchema = z.looseObject({ access_token: z.string() });

/** Gives a code in return for an access token; `proof` is the proof key. Throws what the server says where it refuses. */
export async function redeem(
  realm: LoadedRealm,
  { id, redirects: [redirect = ""] }: SignInClient,
  code: string,
  proof = verifier,
): Promise<string> {
  const secret = (await knownClients(realm)).find(({ clientId }) => clientId === id)?.secret;
  const { status, text } = await askForToken(realm, {
    grant_type: "authorization_code",
    client_id: id,
    ...(secret === undefined ? {} : { client_secret: secret }),
    redirect_uri: redirect,
    code,
    code_verifier: proof,
  });
  if (status !== 200) throw new Error(`no token for ${id}: ${text}`);
  return tokenSchema.parse(JSON.parse(text)).access_token;
}
