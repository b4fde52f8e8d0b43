import { join } from "node:path";
import { z } from "zod";
import { readStack } from "../../terraform/harness/stack";
import { ask } from "../harness/ask";
import { synthesizedEnvironments, synthesizedFolder } from "../harness/synthesized";
import { load } from "../harness/terraform/load";
import { withParts } from "../harness/with-parts";
import { keycloakPart, keycloakProgram } from "../parts/keycloak";
import { keycloakKinds } from "./realm-kinds";
import { startServer, type Server } from "./server";

const clientSchema = z.looseObject({
  client_id: z.string(),
  standard_flow_enabled: z.boolean(),
  pkce_code_challenge_method: z.string().optional(),
  valid_redirect_uris: z.array(z.string()).default([]),
});

withParts("Keycloak as its stacks say", { keycloak: keycloakPart }, (folderOf) => {
  const [name = ""] = [...synthesizedEnvironments()].reverse();
  const stack = readStack(join(synthesizedFolder(), "cdktf.out/stacks", `${name}-identity`));
  const clients = Object.values(stack.resource["keycloak_openid_client"] ?? {})
    .map((block) => clientSchema.parse(block))
    .filter(({ standard_flow_enabled: signsIn }) => signsIn);
  const [realm = ""] = Object.values(stack.resource["keycloak_realm"] ?? {}).map(
    (block) => z.looseObject({ realm: z.string() }).parse(block).realm,
  );
  let server: Server;

  beforeAll(async () => {
    server = await startServer(keycloakProgram(folderOf("keycloak")));
    await load(stack, { kinds: keycloakKinds(server.admin), elsewhere: ["vault"] });
  });

  afterAll(async () => {
    await server.close();
  });

  const challenge = { code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", code_challenge_method: "S256" };

  /** Where the server sends a browser that asks for a code; undefined where it shows a page. */
  async function sentTo(client: string, redirect: string, more: Readonly<Record<string, string>>) {
    const query = new URLSearchParams({
      client_id: client,
      redirect_uri: redirect,
      response_type: "code",
      scope: "openid",
      ...more,
    });
    const address = `${server.address}/realms/${realm}/protocol/openid-connect/auth?${query.toString()}`;
    const { status, headers, text } = await ask(address);
    return { status, location: typeof headers["location"] === "string" ? headers["location"] : "", text };
  }

  test("who asks for a code without a proof key is refused, and with one is asked to sign in", async () => {
    const proven = clients.filter(({ pkce_code_challenge_method: method }) => method === "S256");
    expect(proven).not.toEqual([]);
    for (const {
      client_id: client,
      valid_redirect_uris: [redirect = ""],
    } of proven) {
      expect((await sentTo(client, redirect, {})).location).toContain("error=invalid_request");
      expect(await sentTo(client, redirect, challenge)).toMatchObject({
        status: 200,
        text: expect.stringContaining("kc-form-login"),
      });
    }
  });

  test("nobody is sent anywhere but to the addresses that a client names", async () => {
    for (const { client_id: client, valid_redirect_uris: redirects } of clients) {
      for (const redirect of ["https://elsewhere.example.eu/", ...redirects.map((one) => `${one}x`)]) {
        expect(await sentTo(client, redirect, challenge)).toMatchObject({ status: 400, location: "" });
      }
    }
  });

  test("a short password, or one that repeats the name, is refused", async () => {
    const user = await server.admin.make(`/${realm}/users`, { username: "somebody-of-this-test", enabled: true });
    const put = async (value: string): Promise<number> =>
      (await server.admin.ask("PUT", `/${realm}/users/${user}/reset-password`, { type: "password", value })).status;
    expect([await put("short"), await put("somebody-of-this-test"), await put("a long enough password")]).toEqual([
      400, 400, 204,
    ]);
  });
});
