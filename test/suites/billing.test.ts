import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import zuid from "../../environments/noveu-zuid";
import type { Environment } from "../../environments/schema";
import { noveu } from "../../index";
import { Refusal, type EnvironmentValue, type Surroundings, type Workload } from "../../language";
import { planEnvironment } from "../../planning/plan-environment";
import { surroundingsOf } from "../../planning/placement";
import { servicesOf } from "../../suites";
import { cloudWith } from "../tenancy/shared-environment";
import { LagoStub, serve, type Answer, type Call } from "./lago-stub";

// Each run of a script starts a Node.
jest.setTimeout(60_000);

const key = "key-of-the-api";
const day = 86_400;
/** Noon of 2026-11-21. */
const noon = 1_795_262_400;

const suite = noveu({
  ai: {
    inference: { kind: "cpu", servers: 2 },
    tokensPerMinute: { person: 1000, organisation: 100_000 },
  },
  billing: { prices: { users: "4.50", storage: "0.12" } },
});
const cloud = cloudWith({ noord: { users: 50 }, oost: { users: 20 }, oostwest: { users: 10 } }, { suite });

function billingOf(environment: Environment): {
  readonly at: Surroundings;
  readonly workload: (name: string) => Workload;
} {
  const service = environment.suite.services["billing"];
  if (service === undefined) throw new Error("the suite has no billing");
  return {
    at: surroundingsOf(environment, environment.site, service),
    workload: (name) => {
      const found = service.workloads[name];
      if (found === undefined) throw new Error(`billing has no ${name}`);
      return found;
    },
  };
}

interface Result {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a task of the service as its pod would, with addresses of the loopback instead of the cluster's. */
async function run(environment: Environment, name: string, here: Readonly<Record<string, string>>): Promise<Result> {
  const { at, workload } = billingOf(environment);
  const task = workload(name);
  const folder = mkdtempSync(join(tmpdir(), "bestek-billing-"));
  try {
    for (const [file, text] of Object.entries(task.files(at))) writeFileSync(join(folder, file), text);
    const declared = Object.fromEntries(
      Object.entries(task.environment(at)).map(([variable, value]: [string, EnvironmentValue]) => [
        variable,
        typeof value === "string" ? value : key,
      ]),
    );
    const script = (task.command?.[1] ?? "").replace("/etc/bestek", folder);
    const child = spawn(process.execPath, [script], {
      env: { ...declared, FACTS: join(folder, "facts.json"), ...here },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (text: Buffer) => (output += text.toString("utf8")));
    child.stderr.on("data", (text: Buffer) => (output += text.toString("utf8")));
    return await new Promise((resolve) =>
      child.on("close", (code) => {
        resolve({ code, output });
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Servers that a test started. */
const started: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.close();
});

async function start(answer: (call: Call) => Answer): Promise<string> {
  const server = await serve(answer);
  started.push(server);
  return server.url;
}

describe("what is charged", () => {
  test("is made in Lago as the facts have it: metrics, prices, a customer and a subscription for each tenant", async () => {
    const lago = new LagoStub(key);
    const url = await start((call) => lago.answer(call));
    expect(await run(cloud, "catalogue", { LAGO_URL: url })).toMatchObject({ code: 0 });
    expect([...lago.metrics.keys()].sort()).toEqual(["storage", "tokens", "users"]);
    expect(lago.metrics.get("users")).toMatchObject({ aggregation_type: "max_agg", field_name: "value" });
    expect(lago.metrics.get("tokens")).toMatchObject({ aggregation_type: "sum_agg", field_name: "value" });
    expect(lago.plans.get("workspace")).toMatchObject({
      amount_cents: 0,
      amount_currency: "EUR",
      charges: [
        { billable_metric_code: "users", charge_model: "standard", properties: { amount: "4.50" } },
        { billable_metric_code: "storage", charge_model: "standard", properties: { amount: "0.12" } },
      ],
    });
    expect([...lago.customers.keys()].sort()).toEqual(["noord", "oost", "oostwest"]);
    expect(lago.subscriptions.get("oost")).toMatchObject({ external_customer_id: "oost", plan_code: "workspace" });
  });

  test("is not made again: a second run changes nothing", async () => {
    const lago = new LagoStub(key);
    const url = await start((call) => lago.answer(call));
    await run(cloud, "catalogue", { LAGO_URL: url });
    const before = lago.changes.length;
    expect(await run(cloud, "catalogue", { LAGO_URL: url })).toEqual({ code: 0, output: "" });
    expect(lago.changes).toHaveLength(before);
  });

  test("follows the facts: a new price, a tenant that came, and one that left", async () => {
    const lago = new LagoStub(key);
    const url = await start((call) => lago.answer(call));
    await run(cloud, "catalogue", { LAGO_URL: url });
    const [first] = [lago.plans.get("workspace")];
    lago.changes.length = 0;
    const later = cloudWith(
      { noord: { users: 50 }, oostwest: { users: 10 }, zuid: { users: 5 } },
      { suite: noveu({ billing: { prices: { users: "5", storage: "0.12" } } }) },
    );
    expect(await run(later, "catalogue", { LAGO_URL: url })).toMatchObject({ code: 0 });
    expect(lago.changes).toEqual([
      "PUT /api/v1/plans/workspace",
      "POST /api/v1/customers",
      "POST /api/v1/subscriptions",
      "DELETE /api/v1/subscriptions/oost",
    ]);
    expect(lago.plans.get("workspace")?.["lago_id"]).toBe(first?.["lago_id"]);
    expect(lago.customers.has("oost")).toBe(true);
  });

  test("has no price that nobody stated", async () => {
    const lago = new LagoStub(key);
    const url = await start((call) => lago.answer(call));
    await run(cloudWith({ noord: { users: 50 } }), "catalogue", { LAGO_URL: url });
    expect(lago.plans.get("workspace")).toMatchObject({ charges: [] });
    expect([...lago.metrics.keys()].sort()).toEqual(["storage", "users"]);
  });

  test("fails loudly where Lago takes the key for nobody's", async () => {
    const lago = new LagoStub("another key");
    const url = await start((call) => lago.answer(call));
    const { code, output } = await run(cloud, "catalogue", { LAGO_URL: url });
    expect(code).not.toBe(0);
    expect(output).toContain("401");
    expect(lago.changes).toEqual([]);
  });

  test("is refused where a price is none, or is for what nobody counts", () => {
    expect(() => noveu({ billing: { prices: { users: "4,50", pages: "1" } } })).toThrow(Refusal);
    expect(() => noveu({ billing: { prices: { users: "4,50", pages: "1" } } })).toThrow(
      /is no amount[^]*no service counts/,
    );
  });
});

const gibibyte = 1024 ** 3;

/** Prometheus with the same answer for each day, and Keycloak that counts. */
const monitoring = ({ query }: Call): Answer => {
  const expression = query.get("query") ?? "";
  const at = Number(query.get("time"));
  if (at % day !== 0) return { status: 400, body: { status: "error" } };
  const result = expression.includes("gen_ai_client_token_usage")
    ? [{ metric: { namespace: "noord-ai" }, value: [at, "1200"] }]
    : [
        { metric: { owner: "noord-files", kind: "database" }, value: [at, String(2 * gibibyte)] },
        { metric: { owner: "noord-mail", kind: "volume" }, value: [at, String(gibibyte / 2)] },
        { metric: { owner: "oostwest-files" }, value: [at, String(gibibyte)] },
        { metric: { owner: "databases" }, value: [at, String(9 * gibibyte)] },
      ];
  return { status: 200, body: { status: "success", data: { resultType: "vector", result } } };
};

const identity = ({ method, path, headers, text }: Call): Answer => {
  if (method === "POST" && path === "/realms/master/protocol/openid-connect/token") {
    const form = new URLSearchParams(text);
    return form.get("client_id") === "metering" && form.get("client_secret") === key
      ? { status: 200, body: { access_token: "told", expires_in: 60 } }
      : { status: 401, body: {} };
  }
  const [, realm = ""] = /^\/admin\/realms\/([^/]+)\/users\/count$/.exec(path) ?? [];
  if (headers.authorization !== "Bearer told") return { status: 401, body: {} };
  return realm === "noord" ? { status: 200, body: 48 } : { status: 200, body: 3 };
};

describe("what tenants used", () => {
  const places = async (lago: LagoStub, changes: { identity?: (call: Call) => Answer } = {}) => ({
    LAGO_URL: await start((call) => lago.answer(call)),
    MONITORING_URL: await start(monitoring),
    IDENTITY_URL: await start(changes.identity ?? identity),
    NOW: String(noon),
  });

  test("is told once for each tenant, meter and day that is over", async () => {
    const lago = new LagoStub(key);
    const result = await run(cloud, "meter", await places(lago));
    expect(result).toEqual({
      code: 0,
      output: "users: 3 readings, 3 new\ntokens: 7 readings, 7 new\nstorage: 14 readings, 14 new\n",
    });
    expect(lago.events.get("noord noord/storage/2026-11-20")).toMatchObject({
      code: "storage",
      external_subscription_id: "noord",
      properties: { value: "2.5" },
      timestamp: Math.floor(noon / day) * day - 1,
    });
    expect(lago.events.get("noord noord/tokens/2026-11-14")).toMatchObject({ properties: { value: "1200" } });
    expect(lago.events.get("noord noord/users/2026-11-21")).toMatchObject({ properties: { value: "48" } });
    expect([...lago.events.keys()].filter((name) => name.startsWith("oost "))).toEqual(["oost oost/users/2026-11-21"]);
  });

  test("is not told again: a second run changes nothing", async () => {
    const lago = new LagoStub(key);
    const here = await places(lago);
    await run(cloud, "meter", here);
    const before = [...lago.events.entries()];
    const changes = lago.changes.length;
    const { code, output } = await run(cloud, "meter", { ...here, NOW: String(noon + 3600) });
    expect({ code, output }).toEqual({
      code: 0,
      output: "users: 3 readings, 0 new\ntokens: 7 readings, 0 new\nstorage: 14 readings, 0 new\n",
    });
    expect([...lago.events.entries()]).toEqual(before);
    expect(lago.changes).toHaveLength(changes);
  });

  test("of days on which Lago was away is told when it is back", async () => {
    const lago = new LagoStub(key);
    const here = await places(lago);
    await run(cloud, "meter", here);
    lago.away = true;
    const { code, output } = await run(cloud, "meter", { ...here, NOW: String(noon + 2 * day) });
    expect(code).toBe(1);
    expect(output).toContain("503");
    lago.away = false;
    expect(await run(cloud, "meter", { ...here, NOW: String(noon + 3 * day) })).toMatchObject({ code: 0 });
    for (const missed of ["2026-11-21", "2026-11-22", "2026-11-23"]) {
      expect(lago.events.has(`noord noord/storage/${missed}`)).toBe(true);
    }
  });

  test("of one meter is told although another can't be read, and the run fails", async () => {
    const lago = new LagoStub(key);
    const { code, output } = await run(
      cloud,
      "meter",
      await places(lago, { identity: () => ({ status: 500, body: {} }) }),
    );
    expect(code).toBe(1);
    expect(output).toContain("sign-in at the identity server: 500");
    expect(lago.events.size).toBe(21);
  });

  test("goes by hundreds, as many as Lago takes at a time", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 130 }, (_, index) => [`t${String(index + 100)}x`, { users: 1 }]),
    );
    const lago = new LagoStub(key);
    const { code } = await run(cloudWith(many, {}, 8), "meter", await places(lago));
    expect(code).toBe(0);
    expect([...lago.events.values()].filter(({ code: meter }) => meter === "users")).toHaveLength(130);
  });
});

test("Lago's pages send who its user is in a header of their own, for the gateway takes the usual one", () => {
  const { at, workload } = billingOf(cloud);
  const files = workload("front").files(at);
  const sent: { readonly url: string; readonly headers: Readonly<Record<string, string>> }[] = [];
  const window: {
    fetch: (url: string, init?: { headers?: Readonly<Record<string, string>> }) => unknown;
    API_URL?: string;
  } = {
    fetch: (url, init) => sent.push({ url, headers: Object.fromEntries(new Headers(init?.headers)) }),
  };
  runInContext(files["env-config.js"] ?? "", createContext({ window, Headers, Object }));
  window.fetch("/graphql", { headers: { Authorization: "Bearer lago", "x-lago-organization": "one" } });
  window.fetch("/locale.json");
  expect(sent).toEqual([
    { url: "/graphql", headers: { "x-lago-authorization": "Bearer lago", "x-lago-organization": "one" } },
    { url: "/locale.json", headers: {} },
  ]);
  expect(window.API_URL).toBe("https://billing.cloud.example.eu");
  expect(files["nginx.conf"]).toContain("proxy_set_header Authorization $http_x_lago_authorization;");
});

test("billing stands where tenants share a platform, once for all of them, and nowhere else", () => {
  expect(servicesOf(cloud).map(({ name }) => name)).toContain("billing");
  expect(servicesOf(zuid).map(({ name }) => name)).not.toContain("billing");
  // What decides at the gateway for billing alone isn't there for a customer who has none.
  const bare = noveu({ without: ["ops", "portal"] });
  expect(servicesOf({ ...zuid, suite: bare }).map(({ name }) => name)).not.toContain("authorization");
  expect(servicesOf({ ...cloud, suite: bare }).map(({ name }) => name)).toContain("authorization");
  const ids = Object.keys(planEnvironment(cloud).services).filter((id) => id.endsWith("billing"));
  expect(ids).toEqual(["billing"]);
  const without = { ...cloud, suite: noveu({ without: ["billing"] }) };
  expect(servicesOf(without).map(({ name }) => name)).not.toContain("billing");
});

test("the meter alone reads what monitoring recorded, and nobody but the gateway comes in from outside", () => {
  const flows = Object.values(planEnvironment(cloud).flows);
  const asking = flows.flatMap(({ from, to, port }) =>
    from.kind === "pods" && to.kind === "pods" && to.id === "kube-prometheus-stack/prometheus" && port === 9090
      ? [from.id]
      : [],
  );
  expect(asking.filter((id) => !id.startsWith("kube-prometheus-stack/"))).toEqual(["billing/meter"]);
  const entering = flows.flatMap(({ from, to }) =>
    from.kind === "pods" && to.kind === "pods" && to.id === "billing/front" ? [from.id] : [],
  );
  expect(entering).toEqual(["envoy-gateway/proxy"]);
  const out = flows.filter(
    ({ from, to }) => from.kind === "pods" && from.id.startsWith("billing/") && to.kind === "internet",
  );
  expect(out).toEqual([]);
});
