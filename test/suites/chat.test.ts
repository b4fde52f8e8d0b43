import { parse, stringify } from "yaml";
import { defineEnvironment, noveu } from "../../index";
import { renderCharts } from "../../charts";
import type { RequestPath, Surroundings } from "../../language";
import { planEnvironment } from "../../planning";
import { surroundingsOf } from "../../planning/placement";
import { chat } from "../../suites/noveu/chat";
import { chatRules, type ChatRules } from "../../suites/noveu/chat-rules";
import { facts } from "../environments/facts";

const environment = defineEnvironment(facts);
const service = chat(chatRules);
const at = surroundingsOf(environment, environment.site, service);

const workloadOf = (name: string, rules: ChatRules = chatRules) => {
  const workload = chat(rules).workloads[name];
  if (workload === undefined) throw new Error(`the chat has no ${name}`);
  return workload;
};

const fileOf = (name: string, rules: ChatRules = chatRules, from: Surroundings = at): string => {
  const text = workloadOf("main", rules).files(from)[name];
  if (text === undefined) throw new Error(`the chat has no file ${name}`);
  return text;
};

const homeserver = (rules: ChatRules = chatRules, from: Surroundings = at): unknown =>
  parse(fileOf("homeserver.yaml", rules, from));

const partners: ChatRules = { ...chatRules, federation: { kind: "with", domains: ["partner.example.eu"] } };

describe("the homeserver's configuration", () => {
  test("bears the organisation's own domain in the names of people, and the addresses of its surroundings", () => {
    const { host, name, user } = at.database();
    expect(homeserver()).toMatchObject({
      server_name: at.domain,
      public_baseurl: `https://${at.hostname("matrix")}/`,
      database: { name: "psycopg2", args: { host, port: 5432, dbname: name, user, sslmode: "require" } },
      redis: { enabled: true, host: at.cache().host },
      media_storage_providers: [
        {
          store_synchronous: true,
          config: { bucket: at.bucket("media").name, endpoint_url: expect.stringMatching(/^https:\/\//) },
        },
      ],
      instance_map: {
        main: { host: at.workload("chat", "main"), port: workloadOf("main").ports["replication"]?.port },
      },
    });
  });

  test("lets people in by the identity service alone", () => {
    const { issuer, clientId } = at.identity();
    expect(homeserver()).toMatchObject({
      enable_registration: false,
      password_config: { enabled: false },
      oidc_providers: [
        {
          issuer,
          client_id: clientId,
          pkce_method: "always",
          authorization_endpoint: expect.stringMatching(/^https:/),
          token_endpoint: expect.stringMatching(/^http:.*svc.*\/realms\/workspace\/protocol\/openid-connect\/token$/),
        },
      ],
    });
  });

  test("is what every process reads; a worker adds its own name and nothing that another must know", () => {
    expect(parse(fileOf("worker.yaml"))).toMatchObject({
      worker_app: "synapse.app.generic_worker",
      worker_name: "@NAME@",
    });
    expect(fileOf("prepare.sh")).toContain("s/@NAME@/$HOSTNAME/");
    expect(workloadOf("worker").files(at)).toEqual(workloadOf("main").files(at));
  });

  test("addresses buckets as the storage wants", () => {
    expect(fileOf("aws.ini")).toContain(
      `addressing_style = ${at.bucket("media").addressing === "path" ? "path" : "virtual"}`,
    );
    const path: Surroundings = { ...at, bucket: (name) => ({ ...at.bucket(name), addressing: "path" }) };
    expect(fileOf("aws.ini", chatRules, path)).toContain("addressing_style = path");
  });
});

describe("secrets", () => {
  /** Keys that would hold a secret itself instead of the place of one. */
  const inline = (value: unknown): readonly string[] =>
    typeof value !== "object" || value === null
      ? []
      : Object.entries(value).flatMap(([key, inner]: readonly [string, unknown]) => [
          ...(typeof inner === "string" && /(secret|password|_key)$/.test(key) ? [key] : []),
          ...inline(inner),
        ]);

  test("stand in no file", () => {
    expect(inline(homeserver())).toEqual([]);
    expect(fileOf("start.sh")).toContain("--no-secrets-in-config");
  });

  test("would be seen if one did", () => {
    const text = stringify({ redis: { password: "x" }, oidc_providers: [{ client_secret: "y" }], form_secret: "z" });
    expect(inline(parse(text))).toEqual(["password", "client_secret", "form_secret"]);
  });

  test("are written into memory under the names that the configuration reads", () => {
    const read = [...fileOf("homeserver.yaml").matchAll(/_path: \/run\/synapse\/(\S+)/g)].map(([, name]) => name);
    const written = [...fileOf("prepare.sh").matchAll(/^printf .* "\$(\w+)" > (\S+)$/gm)].map(
      ([, variable, name]) => [variable, name] as const,
    );
    expect(written.map(([, name]) => name).sort()).toEqual(read.sort());
    const [step] = workloadOf("main").preparation;
    const variables = step?.environment?.(at) ?? {};
    for (const [variable] of written) expect(variables[variable ?? ""]).toMatchObject({ kind: "secret" });
    expect(workloadOf("main").volumes["run"]).toMatchObject({ kind: "scratch", medium: "memory" });
  });

  test("a generated signing key is one: 43 letters and digits are 32 bytes in base64", () => {
    const { signing } = service.secrets["homeserver"]?.keys ?? {};
    expect(signing).toBe(43);
    expect(Buffer.from("Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zAb7cDe0fGhZ", "base64")).toHaveLength(32);
  });
});

describe("requests", () => {
  const matches = (path: string, request: RequestPath): boolean => {
    switch (request.kind) {
      case "exact":
        return path === request.path;
      case "prefix":
        return path === request.path || path.startsWith(`${request.path}/`);
      case "pattern":
        return new RegExp(`^(?:${request.expression})$`).test(path);
    }
  };

  /** Workload that the gateway hands a request to: patterns before prefixes. */
  const takenBy = (
    path: string,
    rules: ChatRules = chatRules,
    more: readonly RequestPath[] = [],
  ): string | undefined => {
    const rows = chat(rules).exposes.flatMap((exposure) =>
      exposure.kind === "https" && exposure.label === "matrix"
        ? [...(exposure.requests ?? []), ...more].map((request) => ({ request, workload: exposure.workload }))
        : [],
    );
    const found = rows.filter(({ request }) => matches(path, request));
    return (found.find(({ request }) => request.kind !== "prefix") ?? found[0])?.workload;
  };

  test.each([
    ["/_matrix/client/v3/sync", "worker"],
    ["/_matrix/client/unstable/org.matrix.simplified_msc3575/sync", "worker"],
    ["/_matrix/client/v3/rooms/!a:zuid.example/send/m.room.message/1", "worker"],
    ["/_matrix/client/v3/rooms/!a:zuid.example/messages", "main"],
    ["/_matrix/client/v3/login", "main"],
    ["/_matrix/client/v3/login/sso/redirect/oidc-identity", "main"],
    ["/_synapse/client/oidc/callback", "main"],
    ["/_matrix/media/v3/upload", "main"],
    ["/_matrix/client/v1/media/download/zuid.example/x", "main"],
    ["/.well-known/matrix/client", "main"],
    ["/_synapse/admin/v1/users", undefined],
    ["/_synapse/metrics", undefined],
    ["/_synapse/replication/x", undefined],
    ["/_matrix/federation/v1/openid/userinfo", "main"],
    ["/_matrix/federation/v1/openid/userinfo/x", undefined],
    ["/_matrix/federation/v1/send/1", undefined],
    ["/_matrix/key/v2/server", undefined],
  ])("%s goes to %s", (path, workload) => {
    expect(takenBy(path)).toBe(workload);
  });

  test("an opening that reaches too far would be seen", () => {
    expect(takenBy("/_synapse/admin/v1/users", chatRules, [{ kind: "prefix", path: "/_synapse" }])).toBe("main");
  });

  test("of other servers come in where partners are named", () => {
    expect(takenBy("/_matrix/federation/v1/send/1", partners)).toBe("main");
    expect(takenBy("/_synapse/admin/v1/users", partners)).toBeUndefined();
  });
});

describe("rules of the organisation", () => {
  const internet = (rules: ChatRules) =>
    Object.values(chat(rules).workloads).flatMap(({ egress }) => egress.filter(({ kind }) => kind === "internet"));

  test("without partners no server is asked or answered, and no way leads out", () => {
    expect(homeserver()).toMatchObject({ federation_domain_whitelist: [], send_federation: false });
    expect(fileOf("homeserver.yaml")).not.toContain("- federation\n");
    expect(internet(chatRules)).toEqual([]);
  });

  test("named partners are let in, and nobody else", () => {
    expect(homeserver(partners)).toMatchObject({
      federation_domain_whitelist: ["partner.example.eu"],
      send_federation: true,
      listeners: [{ resources: [{ names: ["client", "federation"] }] }, {}, {}],
    });
    expect(internet(partners)).toHaveLength(4);
  });

  test("messages are kept, or deleted after so many days", () => {
    expect(homeserver()).toMatchObject({ retention: { enabled: false } });
    expect(homeserver({ ...chatRules, messages: { kind: "deleted", days: 365 } })).toMatchObject({
      retention: { enabled: true, default_policy: { max_lifetime: "365d" } },
    });
  });

  test("reach the suite that an architect declares", () => {
    const own = noveu({ chat: { federation: partners.federation } }).services["chat"];
    expect(own?.workloads["main"]?.files(at)["homeserver.yaml"]).toContain("partner.example.eu");
  });
});

describe("beside other services", () => {
  const portalOf = (from: Surroundings): string =>
    noveu().services["portal"]?.workloads["web"]?.files(from)["services.yaml"] ?? "";

  test("the portal leads to the chat of a suite that has one", () => {
    expect(portalOf(at)).toContain(`https://${at.hostname("chat")}`);
    const without = defineEnvironment({ ...facts, suite: noveu({ without: ["chat"] }) });
    expect(portalOf(surroundingsOf(without, without.site, service))).not.toContain("chat");
  });

  test("what was missed is told by mail, where there is mail", () => {
    expect(homeserver()).toMatchObject({ email: { smtp_host: at.workload("mail", "stalwart"), enable_notifs: true } });
    expect(homeserver(chatRules, { ...at, offers: () => false })).not.toHaveProperty("email");
  });

  test("Element is tied to this homeserver", () => {
    const config: unknown = JSON.parse(workloadOf("web").files(at)["config.json"] ?? "");
    expect(config).toMatchObject({
      default_server_config: {
        "m.homeserver": { base_url: `https://${at.hostname("matrix")}`, server_name: at.domain },
      },
      disable_custom_urls: true,
    });
  });
});

test("one main process, never two: no autoscaler, and a name that is free before it is taken again", () => {
  const manifests = renderCharts(environment, planEnvironment(environment)).flatMap((chart) => chart.manifests);
  const named = (kind: string, name: string) =>
    manifests.filter((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  expect(named("StatefulSet", "chat-main")).toMatchObject([{ spec: { replicas: 1 } }, { spec: { replicas: 0 } }]);
  expect(named("HorizontalPodAutoscaler", "chat-main")).toEqual([]);
  expect(named("HorizontalPodAutoscaler", "chat-worker")).not.toEqual([]);
  const [main] = named("HTTPRoute", "matrix-main");
  const [worker] = named("HTTPRoute", "matrix-worker");
  expect(main).toMatchObject({ spec: { hostnames: [at.hostname("matrix")] } });
  expect(worker).toMatchObject({
    spec: {
      rules: [
        {
          matches: expect.arrayContaining([
            { path: { type: "RegularExpression", value: "/_matrix/client/(r0|v3)/sync" } },
          ]),
        },
      ],
    },
  });
});
