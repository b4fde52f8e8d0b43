import { createServer, type IncomingMessage, type Server } from "node:http";

/** A server of Garage as its admin API shows it (version 2, as of release 2.3): three of them share one cluster. */
export class GarageAdmin {
  readonly ids = [0, 1, 2].map((index) => String(index).repeat(64));
  version = 0;
  roles: string[] = [];
  readonly connected: string[][] = [];
  readonly buckets = new Map<string, string>();
  readonly keys = new Map<string, string>();
  readonly allowed: unknown[] = [];
  readonly calls: string[] = [];
  private staged: readonly Change[] = [];

  constructor(private readonly token: string) {}

  /** Servers on three addresses of the loopback interface, all on one port; the port that they listen on. */
  async listen(): Promise<{ readonly port: number; readonly close: () => void }> {
    const servers = this.ids.map((_, index) =>
      createServer((request, response) => {
        void bodyOf(request).then((body) => {
          const { status, json } = this.answer(index, request, body);
          response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(json, null, 2));
        });
      }),
    );
    let port = 0;
    for (const [index, server] of servers.entries())
      port = await listenAt(server, `127.0.0.${String(index + 1)}`, port);
    return {
      port,
      close: () => {
        for (const server of servers) server.close();
      },
    };
  }

  private answer(index: number, request: IncomingMessage, body: unknown): Answer {
    const url = new URL(request.url ?? "/", "http://garage.invalid");
    const call = url.pathname.replace("/v2/", "");
    if (request.headers.authorization !== `Bearer ${this.token}`) return { status: 403, json: {} };
    this.calls.push(call);
    switch (call) {
      case "GetNodeInfo": {
        const nodeId = this.ids[index] ?? "";
        return ok({ success: { [nodeId]: { nodeId, garageVersion: "v2.3.0" } }, error: {} });
      }
      case "ConnectClusterNodes":
        this.connected.push(isTexts(body) ? body : []);
        return ok(isTexts(body) ? body.map(() => ({ success: true, error: null })) : []);
      case "GetClusterLayout":
        return ok({ version: this.version, roles: this.roles.map((id) => ({ id, zone: "z" })), stagedRoleChanges: [] });
      case "UpdateClusterLayout":
        this.staged = hasRoles(body) ? body.roles : [];
        return ok({});
      case "ApplyClusterLayout":
        if (!hasVersion(body) || body.version !== this.version + 1) return { status: 400, json: {} };
        this.version += 1;
        this.roles = this.roles
          .filter((id) => !this.staged.some((change) => change.remove === true && change.id === id))
          .concat(this.staged.filter(({ remove }) => remove !== true).map(({ id }) => id));
        return ok({});
      case "GetBucketInfo": {
        const id = this.buckets.get(url.searchParams.get("globalAlias") ?? "");
        return id === undefined ? { status: 404, json: {} } : ok({ id, globalAliases: [], keys: [] });
      }
      case "CreateBucket": {
        const alias = textOf(body, "globalAlias");
        this.buckets.set(alias, Buffer.from(alias.padEnd(32, "x").slice(0, 32)).toString("hex"));
        return ok({});
      }
      case "GetKeyInfo":
        return this.keys.has(url.searchParams.get("id") ?? "") ? ok({}) : { status: 404, json: {} };
      case "ImportKey":
        this.keys.set(textOf(body, "accessKeyId"), textOf(body, "secretAccessKey"));
        return ok({});
      case "AllowBucketKey":
        this.allowed.push(body);
        return ok({});
      default:
        return { status: 404, json: { unknown: call } };
    }
  }
}

interface Change {
  readonly id: string;
  readonly remove?: boolean;
}

interface Answer {
  readonly status: number;
  readonly json: unknown;
}

const ok = (json: unknown): Answer => ({ status: 200, json });

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

const hasRoles = (value: unknown): value is { readonly roles: Change[] } =>
  typeof value === "object" && value !== null && "roles" in value && Array.isArray(value.roles);

const hasVersion = (value: unknown): value is { readonly version: number } =>
  typeof value === "object" && value !== null && "version" in value && typeof value.version === "number";

const textOf = (value: unknown, key: string): string => {
  const found: unknown =
    typeof value === "object" && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : "";
  return typeof found === "string" ? found : "";
};

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: string[] = [];
  for await (const part of request) parts.push(String(part));
  return parts.length === 0 ? undefined : JSON.parse(parts.join(""));
}

const listenAt = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
