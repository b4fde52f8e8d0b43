import { readFileSync } from "node:fs";
import { join } from "node:path";
import { auditEnvironment, type Facts } from "../../../audit";
import { paths } from "../../../audit/checks/paths";
import type { Json, JsonPath } from "../../../audit/facts/json";
import { at, textAt } from "../../../audit/facts/json";
import { zoneMatrix } from "../../../audit/checks/zone-matrix";
import production from "../../../environments/noveu-zuid";
import { defineEnvironment } from "../../../environments/schema";
import type { HopPlan } from "../../../language";
import { dataPathsPage, shownSamples } from "../../reference/data-paths";
import { pathSamples } from "../../reference/path-samples";
import { complaints, inManifest, realFacts, together, type Sabotage } from "../recovery/real-output";

const par = "eu-west-par";
const samples = pathSamples();
const { zuid, oost: polder, west: shared } = samples;

/** Id of the one object of a kind whose name begins so. */
function named(facts: Facts, first: string): string {
  const found = Object.keys(facts.kubernetes).find((id) => id.startsWith(first));
  if (found === undefined) throw new Error(`no object ${first}`);
  return found;
}

/** Replaces text in one file of a ConfigMap; refuses where it does not stand there. */
const inFile =
  (first: string, file: string, from: string, to: string): Sabotage =>
  (facts) => {
    const id = named(facts, first);
    const text = textAt(facts.kubernetes[id]?.object, "data", file) ?? "";
    if (!text.includes(from)) throw new Error(`${id} ${file} has no ${from}`);
    return inManifest(id, ["data", file], text.replace(from, to))(facts);
  };

/** Takes a file out of a ConfigMap. */
const withoutFile =
  (first: string, file: string): Sabotage =>
  (facts) => {
    const id = named(facts, first);
    if (at(facts.kubernetes[id]?.object, "data", file) === undefined) throw new Error(`${id} has no ${file}`);
    return inManifest(id, ["data", file], undefined)(facts);
  };

const without = (id: string): Sabotage => inManifest(id, [], undefined);

/** One object more, like another but for its name and one part. */
const likeAnother =
  (id: string, name: string, path: JsonPath, value: Json): Sabotage =>
  (facts) => {
    const like = facts.kubernetes[id];
    if (like === undefined) throw new Error(`no object ${id}`);
    const other = id.replace(/[^/]+$/, name);
    const added = { ...facts, kubernetes: { ...facts.kubernetes, [other]: { ...like, name } } };
    return together(inManifest(other, ["metadata", "name"], name), inManifest(other, path, value))(added);
  };

/** Lets everybody in: a policy that opens all ports of a namespace's pods to every pod of the cluster. */
const opened =
  (site: string, namespace: string): Sabotage =>
  (facts) => ({
    ...facts,
    kubernetes: {
      ...facts.kubernetes,
      [`${site}/${namespace}/NetworkPolicy/open`]: {
        site,
        namespace,
        kind: "NetworkPolicy",
        name: "open",
        release: "foundation",
        file: "open.yaml",
        object: {
          apiVersion: "networking.k8s.io/v1",
          kind: "NetworkPolicy",
          metadata: { name: "open", namespace },
          spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{}] },
        },
      },
    },
  });

/** Takes away every policy of a namespace. */
const unpoliced =
  (site: string, namespace: string): Sabotage =>
  (facts) => ({
    ...facts,
    kubernetes: Object.fromEntries(
      Object.entries(facts.kubernetes).filter(([id]) => !id.startsWith(`${site}/${namespace}/NetworkPolicy/`)),
    ),
  });

/** Changes one hop of the plan. */
const hop =
  (path: string, key: string, change: (planned: HopPlan) => HopPlan): Sabotage =>
  (facts) => {
    const planned = facts.plan.paths?.[path];
    const found = planned?.hops[key];
    if (planned === undefined || found === undefined) throw new Error(`no hop ${path}/${key}`);
    const hops = { ...planned.hops, [key]: change(found) };
    return { ...facts, plan: { ...facts.plan, paths: { ...facts.plan.paths, [path]: { ...planned, hops } } } };
  };

const portal = `${par}/portal/HTTPRoute/portal`;
const stalwart = `${par}/mail/ConfigMap/mail-stalwart-`;
const plan = "plan.ndjson";

/** The one complaint about a hop, by the end of its object. */
const about = (facts: Facts, object: string): string =>
  paths
    .judge(facts)
    .flatMap((verdict) =>
      verdict.object.endsWith(object) && verdict.outcome !== "pass" ? [`${verdict.outcome}: ${verdict.message}`] : [],
    )
    .join("\n");

test.each([
  ["dedicated, with a standby", zuid],
  ["Kong, authentik, Linkerd, Kafka and Vault", polder],
  ["shared", shared],
] as const)("what is synthesized passes: %s", (_, facts) => {
  expect(complaints(paths, facts)).toEqual([]);
});

test("a hop that nothing does yet is undecided, and says what would close it", () => {
  const open = hop("mail-receipt", "08-policy", ({ name }) => ({
    kind: "open",
    name,
    at: "mail/stalwart",
    because: "keeps nothing apart",
    wayOut: "keep it apart",
  }));
  expect(about(open(zuid), `${par}/path/mail-receipt/08-policy`)).toMatch(
    /^undecided: .*keeps nothing apart; keep it apart/,
  );
});

test("each of the four flows of the reference architecture is there, at every sample and for every tenant", () => {
  for (const facts of [zuid, polder, shared]) {
    expect([...new Set(Object.values(facts.plan.paths ?? {}).map(({ flow }) => flow))].sort()).toEqual([
      "asynchronous",
      "authentication",
      "mail-receipt",
      "synchronous",
    ]);
  }
  const tenants = Object.keys(shared.plan.tenancy?.tenants ?? {});
  const judged = paths.judge(shared).map(({ object }) => object);
  for (const tenant of tenants) {
    for (const path of [
      "mail-receipt",
      "authentication-portal-web",
      "synchronous-chat-main",
      "asynchronous-audit-mail",
    ]) {
      expect(judged.some((object) => object.includes(`/path/${tenant}/${path}/`))).toBe(true);
    }
  }
});

test("what goes on without an answer is noted with its reason", () => {
  const notes = paths.judge(zuid).flatMap((verdict) => (verdict.outcome === "pass" ? (verdict.note ?? []) : []));
  expect(notes).toHaveLength(2);
  for (const note of notes) expect(note).toContain("goes on without an answer: what a sender's domain says is a sign");
});

test("the page of paths says what is found of them", () => {
  const page = readFileSync(join(__dirname, "../../../docs/data-paths.md"), "utf8");
  expect(page).toBe(dataPathsPage(shownSamples(samples)));
});

describe("mail receipt", () => {
  test.each<readonly [string, Sabotage, string, string]>([
    [
      "a policy that lets every pod into the mail server",
      opened(par, "mail"),
      `${par}/path/mail-receipt/02-antispam`,
      "gets there past the hops before",
    ],
    [
      "no policy before the scanner",
      unpoliced(par, "antivirus"),
      `${par}/path/mail-receipt/07-scanner`,
      "gets there past the hops before",
    ],
    [
      "no route from port 25",
      without(`${par}/mail/TCPRoute/mail-25`),
      `${par}/path/mail-receipt/02-antispam`,
      "no route leads there",
    ],
    [
      "a milter that lets pass what it can't be asked about",
      inFile(stalwart, plan, '"tempFailOnError":true', '"tempFailOnError":false'),
      `${par}/path/mail-receipt/04-virus-scan`,
      "false lets messages pass unseen while nobody answers",
    ],
    [
      "a mail server that asks no milter",
      inFile(stalwart, plan, '"object":"MtaMilter"', '"object":"MtaOther"'),
      `${par}/path/mail-receipt/04-virus-scan`,
      "no message is looked at",
    ],
    [
      "a milter that takes what no scanner saw",
      inFile(`${par}/antivirus/ConfigMap/antivirus-milter-`, "clamav-milter.conf", "OnFail Defer", "OnFail Accept"),
      `${par}/path/mail-receipt/06-block`,
      '"Accept" lets messages pass',
    ],
    [
      "a spam filter that is off",
      inFile(stalwart, plan, '"SpamSettings","value":{"enable":true}', '"SpamSettings","value":{"enable":false}'),
      `${par}/path/mail-receipt/08-policy`,
      "leaves the spam filter off",
    ],
    [
      "a spam filter that leaves mail from outside out",
      inFile(stalwart, plan, '{"else":"is_empty(authenticated_as)"}', '{"else":"false"}'),
      `${par}/path/mail-receipt/08-policy`,
      "lets some mail pass that nobody signed in for",
    ],
    [
      "senders that nobody holds against their domain",
      inFile(
        stalwart,
        plan,
        '"dmarcVerify":{"match":[{"if":"listener == \'smtp\'","then":"relaxed"}]',
        '"dmarcVerify":{"match":[]',
      ),
      `${par}/path/mail-receipt/03-sender-check`,
      "dmarcVerify: is held against no message from outside",
    ],
    [
      "a refusal that is told to nobody",
      inFile(stalwart, plan, '"milter.action-reject":true', '"milter.action-reject":false'),
      `${par}/path/mail-receipt/14-audit-log`,
      '"milter.action-reject" is told to nobody',
    ],
    [
      "events that go to a bucket which is no record",
      (facts) => ({ ...facts, plan: { ...facts.plan, records: { days: 1, buckets: {} } } }),
      `${par}/path/mail-receipt/14-audit-log`,
      "is none of those whose records nobody rewrites",
    ],
    [
      "a hop that no flow carries",
      hop("mail-receipt", "05-milter", (planned) => (planned.kind === "edge" ? { ...planned, flows: {} } : planned)),
      `${par}/path/mail-receipt/05-milter`,
      "the path breaks here",
    ],
    [
      "a mail server of no replicas",
      together(
        inManifest(`${par}/mail/StatefulSet/mail-stalwart`, ["spec", "replicas"], 0),
        inManifest(`eu-south-mil/mail/StatefulSet/mail-stalwart`, ["spec", "replicas"], 0),
      ),
      `${par}/path/mail-receipt/02-antispam`,
      "leaves nobody at this end of the hop",
    ],
  ])("%s: caught", (_, sabotage, object, says) => {
    expect(about(sabotage(zuid), object)).toContain(says);
  });
});

describe("authentication", () => {
  test.each<readonly [string, Sabotage, string, string]>([
    [
      "a route that signs nobody in",
      without(`${par}/portal/SecurityPolicy/portal`),
      `${par}/path/authentication-portal-web/02-gateway`,
      "so that anybody passes",
    ],
    [
      "a second route past the sign-in",
      likeAnother(portal, "back-door", ["spec", "hostnames"], ["back.zuid.example.eu"]),
      `${par}/path/authentication-portal-web/02-gateway`,
      "HTTPRoute back-door, kind SecurityPolicy: none that signs people in",
    ],
    [
      "a question that lets pass when nobody answers",
      inManifest(`${par}/portal/SecurityPolicy/portal`, ["spec", "extAuth", "failOpen"], true),
      `${par}/path/authentication-portal-web/06-validate-and-authorize`,
      "lets everybody pass as soon as nobody answers",
    ],
    [
      "a token that nobody verifies",
      inManifest(`${par}/portal/SecurityPolicy/portal`, ["spec", "jwt"], undefined),
      `${par}/path/authentication-portal-web/04-token`,
      "doesn't insist on a token",
    ],
    [
      "a policy that lets every pod into the portal",
      opened(par, "portal"),
      `${par}/path/authentication-portal-web/07-service`,
      "gets there past the hops before",
    ],
    [
      "a policy that lets every pod ask who may pass",
      opened(par, "authorization"),
      `${par}/path/authentication-portal-web/05-policy-engine`,
      "gets there past the hops before",
    ],
    [
      "no policy at the portal",
      unpoliced(par, "portal"),
      `${par}/path/authentication-portal-web/07-service`,
      "gets there past the hops before",
    ],
  ])("%s: caught", (_, sabotage, object, says) => {
    expect(about(sabotage(zuid), object)).toContain(says);
  });

  test.each<readonly [string, Sabotage, string, string]>([
    [
      "Kong's guard that asks nobody to sign in",
      inManifest("polder/portal/KongPlugin/portal-guard", ["config", "sign_in"], undefined),
      "polder/path/authentication-portal-web/02-gateway",
      "config.sign_in: is missing",
    ],
    [
      "Kong's guard that asks nobody who may",
      inManifest("polder/portal/KongPlugin/portal-guard", ["config", "authorization"], undefined),
      "polder/path/authentication-portal-web/07-validate-and-authorize",
      "config.authorization: is missing",
    ],
    [
      "a route that calls no guard",
      inManifest("polder/portal/HTTPRoute/portal", ["metadata", "annotations", "konghq.com/plugins"], "portal-limit"),
      "polder/path/authentication-portal-web/05-token",
      "stands not before this route",
    ],
  ])("%s: caught", (_, sabotage, object, says) => {
    expect(about(sabotage(polder), object)).toContain(says);
  });
});

test("a connection that its service declares, and that leads past the sign-in: no stranger to the zone matrix, one to the path", () => {
  const { suite } = production.facts;
  const { downloads } = suite.services;
  const web = downloads?.workloads["web"];
  if (downloads === undefined || web === undefined) throw new Error("the sample has no downloads");
  const egress = [...web.egress, { kind: "service", service: "portal", workload: "web", port: "http" } as const];
  const workloads = { ...downloads.workloads, web: { ...web, egress } };
  const services = { ...suite.services, downloads: { ...downloads, workloads } };
  const facts = realFacts(defineEnvironment({ ...production.facts, suite: { ...suite, services } }));
  expect(complaints(zoneMatrix, facts).filter((complaint) => complaint.startsWith("fail"))).toEqual([]);
  expect(about(facts, `${par}/path/authentication-portal-web/07-service`)).toContain(
    '"downloads/Deployment/downloads-web" gets there past the hops before',
  );
});

describe("synchronous", () => {
  test.each<readonly [string, Sabotage, string, string]>([
    [
      "no rate limit",
      inManifest(`${par}/files/BackendTrafficPolicy/files`, ["spec", "rateLimit"], undefined),
      `${par}/path/synchronous-files-web/03-rate-limit`,
      "limits nothing",
    ],
    [
      "no bound on connections",
      inManifest(`${par}/files/BackendTrafficPolicy/files`, ["spec", "circuitBreaker", "maxConnections"], undefined),
      `${par}/path/synchronous-files-web/04-circuit-breaker`,
      "a slow service takes the gateway with it",
    ],
    [
      "a firewall that lets pass what it can't look at",
      inManifest(`${par}/envoy-gateway-system/EnvoyExtensionPolicy/firewall`, ["spec", "wasm", 0, "failOpen"], true),
      `${par}/path/synchronous-files-web/02-firewall`,
      "lets everything pass",
    ],
    [
      "a policy that lets every pod into a cache",
      opened(par, "cache"),
      `${par}/path/synchronous-files-web/06-cache`,
      "gets there past the hops before",
    ],
    [
      "a cache that asks nobody for a password",
      inManifest(
        `${par}/cache/Deployment/cache-files`,
        ["spec", "template", "spec", "containers", 0, "args"],
        ["exec valkey-server"],
      ),
      `${par}/path/synchronous-files-web/07-cache-session`,
      "asks nobody for a password",
    ],
    [
      "a database that takes connections without encryption",
      inManifest(
        `${par}/databases/Cluster/postgres`,
        ["spec", "postgresql", "pg_hba"],
        ["host all all all scram-sha-256", "host all all all reject"],
      ),
      `${par}/path/synchronous-files-web/09-database-session`,
      "without a password, or without encryption",
    ],
    [
      "a port of raw bytes past what is asked of requests",
      inManifest(`${par}/mail/TCPRoute/mail-4190`, ["spec", "rules", 0, "backendRefs", 0, "port"], 8080),
      `${par}/path/synchronous-mail-stalwart/03-rate-limit`,
      "leads to the same port past everything",
    ],
  ])("%s: caught", (_, sabotage, object, says) => {
    expect(about(sabotage(zuid), object)).toContain(says);
  });

  test("Kong without a rate limit: caught", () => {
    const sabotage = without("polder/files/KongPlugin/files-limit");
    expect(about(sabotage(polder), "polder/path/synchronous-files-web/03-rate-limit")).toContain("limits nothing");
  });
});

describe("asynchronous", () => {
  const auditSetup = `${par}/audit/ConfigMap/audit-bus-setup-`;

  test.each<readonly [string, Sabotage, string, string]>([
    [
      "no stream of dead letters",
      withoutFile(auditSetup, "2-dead-letters.json"),
      `${par}/path/asynchronous-audit-mail/06-dead-letter-queue`,
      "stream audit-dead-letters: is made by nobody",
    ],
    [
      "notices that the dead letters don't take",
      inFile(
        auditSetup,
        "2-dead-letters.json",
        "MAX_DELIVERIES.mail-events.audit-mail",
        "MAX_DELIVERIES.other.audit-mail",
      ),
      `${par}/path/asynchronous-audit-mail/06-dead-letter-queue`,
      "is not taken, and so is lost",
    ],
    [
      "messages that are delivered for ever",
      inFile(auditSetup, "3-mail.json", '"max_deliver":100', '"max_deliver":-1'),
      `${par}/path/asynchronous-audit-mail/05-consumer`,
      "-1 never makes a dead letter",
    ],
    [
      "messages that count as done at once",
      inFile(auditSetup, "3-mail.json", '"ack_policy":"explicit"', '"ack_policy":"none"'),
      `${par}/path/asynchronous-audit-mail/05-consumer`,
      "before a worker is done with them",
    ],
    [
      "a stream of one copy",
      inFile(`${par}/mail/ConfigMap/mail-bus-setup-`, "1-events.json", '"num_replicas":3', '"num_replicas":1'),
      `${par}/path/asynchronous-audit-mail/03-event-bus`,
      "are too few copies",
    ],
    [
      "a second publisher",
      inFile(`${par}/bus/ConfigMap/bus-nats-`, "nats.conf", '"platform.dead.audit.mail"', '"platform.mail.>"'),
      `${par}/path/asynchronous-audit-mail/02-publisher`,
      '"audit-writer.audit.svc.cluster.local" may publish beside the one',
    ],
    [
      "a bus that takes everybody's word for who he is",
      inFile(`${par}/bus/ConfigMap/bus-nats-`, "nats.conf", '"verify_and_map": true', '"verify_and_map": false'),
      `${par}/path/asynchronous-audit-mail/02-publisher`,
      "anybody may say who it is",
    ],
    [
      "a policy that lets every pod knock at the bus",
      opened(par, "bus"),
      `${par}/path/asynchronous-audit-mail/01-producer`,
      "gets there past the hops before",
    ],
  ])("%s: caught", (_, sabotage, object, says) => {
    expect(about(sabotage(zuid), object)).toContain(says);
  });

  test.each<readonly [string, Sabotage, string, string]>([
    [
      "Kafka without a topic of dead letters",
      without("polder/bus/KafkaTopic/platform.dead.audit.mail"),
      "polder/path/asynchronous-audit-mail/06-dead-letter-queue",
      "is made by nobody",
    ],
    [
      "a worker that stops at what it can't store",
      inFile("polder/audit/ConfigMap/audit-writer-", "bento.json", '"fallback"', '"broker"'),
      "polder/path/asynchronous-audit-mail/06-dead-letter-queue",
      "it would stop there for good",
    ],
    [
      "Kafka that confirms with one server",
      inManifest("polder/bus/KafkaTopic/platform.mail.events", ["spec", "config", "min.insync.replicas"], 1),
      "polder/path/asynchronous-audit-mail/03-event-bus",
      "may be lost with one server",
    ],
    [
      "a reader of Kafka's that may write",
      inManifest(
        "polder/bus/KafkaUser/audit-gaps.audit.svc.cluster.local",
        ["spec", "authorization", "acls", 0, "operations"],
        ["Describe", "Write"],
      ),
      "polder/path/asynchronous-audit-mail/02-publisher",
      "may publish beside the one",
    ],
    [
      "a worker of another group",
      inFile(
        "polder/audit/ConfigMap/audit-writer-",
        "bento.json",
        '"consumer_group": "audit-mail"',
        '"consumer_group": "other"',
      ),
      "polder/path/asynchronous-audit-mail/05-consumer",
      "doesn't read platform.mail.events",
    ],
  ])("%s: caught", (_, sabotage, object, says) => {
    expect(about(sabotage(polder), object)).toContain(says);
  });
});

describe("tenants", () => {
  const [tenant = ""] = Object.keys(shared.plan.tenancy?.tenants ?? {});
  const site = "eu-central-1";

  test.each<readonly [string, Sabotage, string, string]>([
    [
      "a tenant's portal that signs nobody in",
      without(`${site}/${tenant}-portal/SecurityPolicy/portal`),
      `${site}/path/${tenant}/authentication-portal-web/02-gateway`,
      "so that anybody passes",
    ],
    [
      "a tenant's mail server that every pod may hand mail to",
      opened(site, `${tenant}-mail`),
      `${site}/path/${tenant}/mail-receipt/11-hand-over`,
      "gets there past the hops before",
    ],
    [
      "an exchanger that takes mail unseen",
      inFile(
        `${site}/exchange/ConfigMap/exchange-stalwart-`,
        plan,
        '"tempFailOnError":true',
        '"tempFailOnError":false',
      ),
      `${site}/path/mail-receipt/04-virus-scan`,
      "unseen while nobody answers",
    ],
    [
      "a refusal at the exchanger that is told to nobody",
      inFile(
        `${site}/exchange/ConfigMap/exchange-stalwart-`,
        plan,
        '"milter.action-reject":true',
        '"milter.action-reject":false',
      ),
      `${site}/path/mail-receipt/08-audit-log-of-the-exchanger`,
      '"milter.action-reject" is told to nobody',
    ],
    [
      "a tenant without dead letters",
      withoutFile(`${site}/${tenant}-audit/ConfigMap/audit-bus-setup-`, "2-dead-letters.json"),
      `${site}/path/${tenant}/asynchronous-audit-mail/06-dead-letter-queue`,
      "is made by nobody",
    ],
  ])("%s: caught", (_, sabotage, object, says) => {
    expect(about(sabotage(shared), object)).toContain(says);
  });

  test("one tenant's mistake is no other's", () => {
    const sabotage = without(`${site}/${tenant}-portal/SecurityPolicy/portal`);
    const found = paths.judge(sabotage(shared)).filter(({ outcome }) => outcome === "fail");
    expect(found.length).toBeGreaterThan(0);
    for (const { object } of found) expect(object).toContain(`/path/${tenant}/`);
  });
});

test("a plan that says nothing of paths is no evidence, and one that has none has nothing to show", () => {
  const { paths: _, ...silent } = zuid.plan;
  const [evidence] = auditEnvironment({ ...zuid, plan: silent }, [paths]).checks;
  expect(evidence).toMatchObject({ examined: 0, passed: 0 });
  expect(evidence?.undecided).toHaveLength(1);
  expect(auditEnvironment({ ...zuid, plan: { ...zuid.plan, paths: {} } }, [paths]).checks).toEqual([]);
});
