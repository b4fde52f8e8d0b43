import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { freePorts } from "../../../simulation/parts/free-ports";
import { startProgram } from "../../../simulation/parts/program";
import { ask, type Answer } from "../harness/ask";
import { until } from "../harness/until";
import { firstDegree } from "../parts/keycloak";

type Request = readonly [method: "GET" | "POST" | "PUT", path: string, body?: unknown];

/** Speaks to the administration, as whoever applies the stacks. */
export interface Admin {
  readonly ask: (...request: Request) => Promise<Answer>;
  /** Asks for something that must be granted; throws with what the server says where it isn't. */
  readonly must: (...request: Request) => Promise<unknown>;
  /** Makes something, and answers with the id that the server gave it. */
  readonly make: (path: string, body: unknown) => Promise<string>;
}

export interface Server {
  readonly address: string;
  readonly admin: Admin;
  readonly close: () => Promise<void>;
}

const client = { id: "terraform", secret: "made-up-for-this-run" };

/** Starts it with the client that the deployed one is born with. */
export async function startServer(program: string): Promise<Server> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-keycloak-"));
  const [port = 0, management = 0] = await freePorts(2);
  const address = `http://127.0.0.1:${String(port)}`;
  const server = startProgram({
    name: "keycloak",
    command: program,
    arguments: ["start", "--optimized", `--http-port=${String(port)}`, `--http-management-port=${String(management)}`],
    logFile: join(folder, "log"),
    environment: {
      KC_HTTP_ENABLED: "true",
      KC_HTTP_HOST: "127.0.0.1",
      // One server answers for several environments: the gateway's headers say which, as deployed ones are told by their own name.
      KC_HOSTNAME_STRICT: "false",
      KC_PROXY_HEADERS: "xforwarded",
      KC_CACHE: "local",
      KC_BOOTSTRAP_ADMIN_CLIENT_ID: client.id,
      KC_BOOTSTRAP_ADMIN_CLIENT_SECRET: client.secret,
      JAVA_OPTS_KC_HEAP: "-Xms256m -Xmx768m",
      JAVA_OPTS_APPEND: firstDegree,
    },
  });
  const token = async (): Promise<string> => {
    const { text } = await ask(`${address}/realms/master/protocol/openid-connect/token`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: `grant_type=client_credentials&client_id=${client.id}&client_secret=${client.secret}`,
    });
    return z.looseObject({ access_token: z.string() }).parse(JSON.parse(text)).access_token;
  };
  await until("Keycloak", token, { seconds: 240, known: () => server.log().slice(-3000) });
  let kept = "";
  const putAs = (bearer: string, ...[method, path, body]: Request): Promise<Answer> =>
    ask(`${address}/admin/realms${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      body: body === undefined ? "" : JSON.stringify(body),
    });
  const put: Admin["ask"] = async (...request) => {
    const answer = await putAs(kept, ...request);
    if (answer.status !== 401 && answer.status !== 403) return answer;
    // A token lives for a minute, and has no right over a realm that came after it.
    kept = await token();
    return putAs(kept, ...request);
  };
  const granted = async (...request: Request): Promise<Answer> => {
    const answer = await put(...request);
    if (answer.status >= 300)
      throw new Error(`${request[0]} ${request[1]} was refused with ${String(answer.status)}: ${answer.text}`);
    return answer;
  };
  return {
    address,
    admin: {
      ask: put,
      must: async (...request) => {
        const { text } = await granted(...request);
        const answer: unknown = text === "" ? undefined : JSON.parse(text);
        return answer;
      },
      make: async (path, body) => {
        const { location } = (await granted("POST", path, body)).headers;
        return typeof location === "string" ? (location.split("/").at(-1) ?? "") : "";
      },
    },
    close: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
