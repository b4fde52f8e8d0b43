import { parse } from "yaml";
import zuid from "../../environments/noveu-zuid";
import { defineEnvironment, noveu } from "../../index";
import { renderCharts } from "../../charts";
import { Refusal } from "../../language";
import { planEnvironment } from "../../planning";
import { surroundingsOf } from "../../planning/placement";
import { ai } from "../../suites/noveu/ai";
import type { AiRules } from "../../suites/noveu/ai-rules";
import { models, vectorLength } from "../../suites/noveu/models";
import { facts } from "../environments/facts";
import { cloudWith } from "../tenancy/shared-environment";

const rules: AiRules = {
  inference: { kind: "cpu", servers: 3 },
  tokensPerMinute: { person: 5_000, organisation: 40_000 },
};
const environment = defineEnvironment({ ...facts, suite: noveu({ ai: rules }) });
const service = ai(rules);
const at = surroundingsOf(environment, environment.site, service);

const workloadOf = (name: string, from = service) => {
  const workload = from.workloads[name];
  if (workload === undefined) throw new Error(`there is no ${name}`);
  return workload;
};

const settings = workloadOf("web").environment(at);
const gateway: unknown = parse(workloadOf("gateway").files(at)["config.yaml"] ?? "");
const requests = workloadOf("requests").files(at)["bento.json"] ?? "";

const refusal = (asked: AiRules) => {
  try {
    noveu({ ai: asked });
  } catch (error) {
    if (error instanceof Refusal) return error.mistakes;
  }
  return [];
};

describe("rules", () => {
  test("without them there is no AI, and nobody pays for its processors", () => {
    const { services } = noveu();
    expect(services).not.toHaveProperty("ai");
    expect(services).not.toHaveProperty("models");
  });

  test("graphics processors are refused with a reason and a way out", () => {
    expect(refusal({ ...rules, inference: { kind: "gpu" } })).toEqual([
      expect.objectContaining({
        where: "ai.inference",
        value: "gpu",
        why: expect.stringContaining("three data centres"),
        wayOut: expect.stringContaining('"cpu"'),
      }),
    ]);
  });

  test("every number that can't be kept is named at once", () => {
    const wrong = {
      inference: { kind: "cpu", servers: 0 },
      tokensPerMinute: { person: 10, organisation: 5.5 },
    } as const;
    expect(refusal(wrong).map(({ where }) => where)).toEqual([
      "ai.inference.servers",
      "ai.tokensPerMinute.organisation",
      "ai.tokensPerMinute.organisation",
    ]);
    expect(refusal(rules)).toEqual([]);
  });

  test("how many servers there are is the architect's decision", () => {
    const plan = planEnvironment(environment);
    expect(plan.services["models"]?.workloads["language"]?.replicas.value).toBe(3);
    expect(plan.services["models"]?.workloads["embeddings"]?.replicas.value).toBe(2);
  });
});

describe("models", () => {
  const all = Object.values(models(rules).workloads);

  test("come from the mirror with the image, and reach nothing", () => {
    for (const { image, egress, reaches, volumes } of all) {
      expect(image).toMatchObject({ registry: "bestek", builtHere: { folder: expect.stringMatching(/^images\//) } });
      expect([egress, reaches ?? [], Object.keys(volumes)]).toEqual([[], [], []]);
    }
    expect(models(rules).needs).toEqual({});
  });

  test("keep no prompts in memory, where one organisation's would lie beside another's", () => {
    for (const { arguments: given = [] } of all) {
      expect(given[given.indexOf("--cache-ram") + 1]).toBe("0");
      expect(given).toContain("--no-slots");
    }
  });

  test("bear the names by which they are asked", () => {
    const aliases = all.map(({ arguments: given = [] }) => given[given.indexOf("--alias") + 1]);
    expect(aliases).toEqual([settings["DEFAULT_MODELS"], settings["RAG_EMBEDDING_MODEL"]]);
    expect(settings["PGVECTOR_INITIALIZE_MAX_VECTOR_LENGTH"]).toBe(String(vectorLength));
  });
});

describe("the gateway", () => {
  test("lets nobody pass whose request nobody wrote down, or who has used up what a minute holds", () => {
    const apiKey = { mode: "strict", keys: [{ key: "$GATEWAY_KEY" }] };
    const policies = {
      apiKey,
      extAuthz: {
        host: `${at.workload("ai", "requests")}:${String(workloadOf("requests").ports["requests"]?.port)}`,
        failureMode: { denyWithStatus: 503 },
      },
      remoteRateLimit: {
        host: `${at.workload("ai", "counter")}:${String(workloadOf("counter").ports["grpc"]?.port)}`,
        failureMode: "failClosed",
        descriptors: [{ type: "tokens" }, { type: "tokens" }],
      },
    };
    expect(gateway).toMatchObject({
      binds: [
        {
          listeners: [
            {
              routes: [
                { matches: [{ path: { exact: "/v1/chat/completions" } }], policies },
                { matches: [{ path: { exact: "/v1/embeddings" } }], policies },
                { matches: [{ path: { exact: "/v1/models" }, method: "GET" }], policies: { apiKey } },
              ],
            },
          ],
        },
      ],
    });
  });

  test("has no fourth way, and its administrators' page is for its own pod", () => {
    expect(
      workloadOf("gateway")
        .files(at)
        ["config.yaml"]?.match(/exact:/g),
    ).toHaveLength(3);
    expect(gateway).toMatchObject({ config: { adminAddr: expect.stringMatching(/^localhost:/) } });
    expect(Object.values(workloadOf("gateway").ports).map(({ port }) => port)).not.toContain(15_000);
  });

  test("knows the application by a key that stands in no file", () => {
    const known = workloadOf("gateway").environment(at)["GATEWAY_KEY"];
    expect(known).toMatchObject({ kind: "secret" });
    expect([settings["OPENAI_API_KEY"], settings["RAG_OPENAI_API_KEY"]]).toEqual([known, known]);
    // The gateway reads variables in its file, and there is one.
    expect(workloadOf("gateway").files(at)["config.yaml"]?.match(/\$\w+/g)).toEqual([
      "$GATEWAY_KEY",
      "$GATEWAY_KEY",
      "$GATEWAY_KEY",
    ]);
  });

  test("counts for each person and for all, as the rules say", () => {
    expect(parse(workloadOf("counter").files(at)["config.yaml"] ?? "")).toEqual({
      domain: "ai",
      descriptors: [
        { key: "person", rate_limit: { unit: "minute", requests_per_unit: 5_000 } },
        { key: "organisation", rate_limit: { unit: "minute", requests_per_unit: 40_000 } },
      ],
    });
  });

  test("is the application's only way to models, and says on whose behalf", () => {
    const url = `http://${at.workload("ai", "gateway")}:3000/v1`;
    expect(settings).toMatchObject({
      OPENAI_API_BASE_URL: url,
      RAG_OPENAI_API_BASE_URL: url,
      ENABLE_FORWARD_USER_INFO_HEADERS: "true",
      ENABLE_OLLAMA_API: "false",
      ENABLE_DIRECT_CONNECTIONS: "false",
    });
    expect(workloadOf("web").egress).toEqual([{ kind: "service", service: "ai", workload: "gateway", port: "http" }]);
  });
});

describe("who asked", () => {
  test("is written down, and never what: no body is sent along, and the line names three things", () => {
    expect(workloadOf("gateway").files(at)["config.yaml"]).not.toContain("includeRequestBody");
    expect([...requests.matchAll(/root\.(\w+) =/g)].map(([, field]) => field)).toEqual(["person", "address", "asked"]);
    expect(requests).not.toMatch(/content\(\)|this\b/);
  });

  test("a request on nobody's behalf is turned away before it is published", () => {
    expect(requests).toContain('if $person == \\"\\" { throw(');
    expect(JSON.parse(requests)).toMatchObject({
      output: {
        switch: {
          cases: [
            { check: "errored()", output: { reject: "${! error() }" } },
            { output: { nats_jetstream: { subject: "platform.ai.requests" } } },
          ],
        },
      },
    });
  });

  test("headers bear the names that both sides know", () => {
    expect(requests).toContain('metadata(\\"X-Openwebui-User-Id\\")');
    expect(requests).toContain('metadata(\\"X-Ai-Request\\")');
    expect(workloadOf("gateway").files(at)["config.yaml"]).toContain("- x-openwebui-user-id");
  });

  test("reaches the audit log, also of a suite without mail", () => {
    const { audit } = noveu({ without: ["mail"], ai: rules }).services;
    const alone = defineEnvironment({ ...facts, suite: noveu({ without: ["mail"], ai: rules }) });
    if (audit === undefined) throw new Error("nobody writes it down");
    const text = workloadOf("writer", audit).files(surroundingsOf(alone, alone.site, audit))["bento.json"] ?? "";
    expect(JSON.parse(text)).toMatchObject({
      input: { broker: { inputs: [{ nats_jetstream: { stream: "ai-requests", durable: "audit-ai" } }] } },
    });
    expect(noveu({ without: ["mail"] }).services).not.toHaveProperty("audit");
  });
});

describe("people", () => {
  test("sign in at the identity service alone, and none of them becomes the administrator by coming first", () => {
    expect(settings).toMatchObject({
      ENABLE_SIGNUP: "false",
      ENABLE_LOGIN_FORM: "false",
      ENABLE_PASSWORD_AUTH: "false",
      ENABLE_PERSISTENT_CONFIG: "false",
      DEFAULT_USER_ROLE: "user",
      WEBUI_ADMIN_PASSWORD: { kind: "secret" },
      OPENID_PROVIDER_URL: at.identity().discovery,
      OPENID_REDIRECT_URI: `https://${at.hostname("ai")}${service.needs.oidc?.redirects[0]?.path ?? "?"}`,
    });
  });

  test("no secret stands in a file or a variable, and the tables are changed by one task alone", () => {
    const start = workloadOf("web").files(at)["start.sh"] ?? "";
    expect(start).toContain(":$DATABASE_PASSWORD@");
    expect(start).toContain("alembic upgrade head");
    expect(settings).toMatchObject({
      ENABLE_DB_MIGRATIONS: "false",
      DATABASE_PASSWORD: { kind: "secret" },
      S3_SECRET_ACCESS_KEY: { kind: "secret" },
      OAUTH_CLIENT_SECRET: { kind: "secret" },
      WEBUI_SECRET_KEY: { kind: "secret" },
    });
    expect(workloadOf("setup")).toMatchObject({ running: { kind: "once" }, arguments: ["migrate"] });
  });
});

describe("in a cluster", () => {
  const manifests = renderCharts(environment, planEnvironment(environment)).flatMap((chart) => chart.manifests);

  test("vectors lie in PostgreSQL, whose operator makes the extension", () => {
    expect(settings).toMatchObject({ VECTOR_DB: "pgvector", PGVECTOR_CREATE_EXTENSION: "false" });
    expect(manifests.find(({ kind, metadata }) => kind === "Database" && metadata.name === "ai")).toMatchObject({
      spec: { extensions: [{ name: "vector", ensure: "present" }] },
    });
  });

  test("nothing else depends on it: whoever works beside it says that it works without", () => {
    const others = Object.values(environment.suite.services).filter(
      ({ exposes, name }) => exposes.length > 0 && name !== "ai",
    );
    expect(others.map(({ name }) => name)).toEqual(expect.arrayContaining(["chat", "files", "mail", "portal"]));
    for (const { name, without, workloads } of others.filter((other) => other.tenancy === "instance-per-tenant")) {
      if (!["bus"].includes(name)) expect(without).toHaveProperty("ai");
      const asked = Object.values(workloads).flatMap(({ egress }) =>
        egress.flatMap((way) => (way.kind === "service" ? [way.service] : [])),
      );
      expect(asked).not.toContain("ai");
      expect(asked).not.toContain("models");
    }
  });
});

test("an AI's database weighs one step however many users there are, for models write a few answers at a time", () => {
  const steps = (suite: typeof environment.suite) =>
    planEnvironment(defineEnvironment({ ...facts, suite })).databases["postgres"]?.cpuRequest.value ?? 0;
  expect(steps(noveu({ ai: rules })) - steps(noveu())).toBe(800);
});

test("every tenant has a gateway and a log of its own, and all share the models", () => {
  const { recovery } = zuid.facts;
  // Settings in Git are for one customer alone.
  const accepts = recovery.accepts?.filter(({ store }) => store !== "bucket-settings") ?? [];
  const cloud = cloudWith(
    { aa: { users: 30 }, bb: { users: 30 } },
    { suite: noveu({ ai: rules }), recovery: { ...recovery, accepts } },
  );
  const plan = planEnvironment(cloud);
  expect(Object.keys(plan.services).filter((id) => /(^|-)(ai|models)$/.test(id))).toEqual(["aa-ai", "bb-ai", "models"]);
  const own = ai(rules);
  const of = (tenant: string) => surroundingsOf(cloud, cloud.site, own, tenant);
  for (const tenant of ["aa", "bb"]) {
    const text = own.workloads["gateway"]?.files(of(tenant))["config.yaml"] ?? "";
    expect(text).toContain(`ai-requests.${tenant}-ai.svc`);
    expect(text).toContain("models-language.models.svc");
    expect(own.workloads["requests"]?.files(of(tenant))["bento.json"]).toContain(`tenant-${tenant}.ai.requests`);
  }
});
