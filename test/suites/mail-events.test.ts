import { createHmac } from "node:crypto";
import zuid from "../../environments/noveu-zuid";
import { surroundingsOf } from "../../planning/placement";
import { planEnvironment } from "../../planning/plan-environment";

const { mail, audit } = zuid.suite.services;
if (mail === undefined || audit === undefined) throw new Error("the sample lacks a service");

const at = surroundingsOf(zuid, zuid.site, mail);
const carrier = mail.workloads["events"]?.files(at)["bento.json"] ?? "";
const writer = audit.workloads["writer"]?.files(surroundingsOf(zuid, zuid.site, audit))["bento.json"] ?? "";
const plan = (mail.workloads["stalwart"]?.files(at)["plan.ndjson"] ?? "")
  .trim()
  .split("\n")
  .map((line): unknown => JSON.parse(line));

test("the mail server sends what happens, signed, to where the carrier listens", () => {
  expect(plan).toContainEqual({
    "@type": "upsert",
    object: "WebHook",
    matchOn: ["url"],
    value: {
      events: expect.objectContaining({
        url: "http://mail-events.mail.svc.cluster.local:8080/events",
        signatureKey: { "@type": "EnvironmentVariable", variableName: "STALWART_SIGNATURE_KEY" },
        eventsPolicy: "include",
      }),
    },
  });
  expect(JSON.parse(carrier)).toMatchObject({
    input: { http_server: { address: "0.0.0.0:8080", path: "/events" } },
    output: { switch: { cases: [{ check: "errored()", output: { reject: "${! error() }" } }, {}] } },
  });
});

test("both sides have the key from the same secret, and the carrier computes what the server does", () => {
  expect(mail.workloads["stalwart"]?.environment(at)["STALWART_SIGNATURE_KEY"]).toEqual(
    mail.workloads["events"]?.environment(at)["SIGNATURE_KEY"],
  );
  // Base64 of 32 bytes, as the carrier's mapping writes it.
  expect(createHmac("sha256", "key").update("{}").digest("base64")).toHaveLength(44);
  expect(carrier).toContain('hash(\\"hmac_sha256\\", env(\\"SIGNATURE_KEY\\")).encode(\\"base64\\")');
});

test("the writer reads its place on the topic, and sends away whole what it can't read", () => {
  expect(JSON.parse(writer)).toMatchObject({
    input: {
      broker: {
        inputs: [
          {
            nats_jetstream: { stream: "ai-requests", durable: "audit-ai", bind: true },
            processors: [{ mapping: expect.stringContaining('"platform.dead.audit.ai"') }],
          },
          {
            nats_jetstream: { stream: "mail-events", durable: "audit-mail", bind: true },
            processors: [{ mapping: expect.stringContaining('"platform.dead.audit.mail"') }],
          },
        ],
      },
    },
    output: {
      switch: {
        cases: [
          { check: "errored()", output: { nats_jetstream: { subject: '${! metadata("dead_letter") }' } } },
          { output: { retry: { output: { aws_s3: { bucket: "noveu-zuid-audit-eu-west-par" } } } } },
        ],
      },
    },
  });
});

test("an object holds lines of one topic, that of the first, after which it is named", () => {
  expect(writer).toMatch(/"group_by_value"[\s\S]*nats_subject[\s\S]*"archive"/);
});

test("a writer gives a message back before the bus gives it to another", () => {
  const held = audit.needs.bus?.consumes["mail"]?.acknowledgeWithin.value ?? 0;
  const seconds = [...writer.matchAll(/"(?:period|max_elapsed_time)": "(\d+)s"/g)].map(([, text]) => Number(text));
  expect(seconds).toHaveLength(2);
  expect(seconds.reduce((sum, each) => sum + each, 0)).toBeLessThan(held);
});

describe("flows", () => {
  const { flows } = planEnvironment(zuid);
  const from = (id: string): readonly string[] =>
    Object.values(flows)
      .filter((flow) => flow.from.kind === "pods" && flow.from.id === id && flow.port !== 53)
      .map(({ to }) => (to.kind === "pods" ? to.id : to.kind))
      .sort();

  test("the carrier reaches the bus and nothing else that mail needs", () => {
    expect(from("mail/events")).toEqual(["bus/nats"]);
    expect(from("mail/bus-setup")).toEqual(["bus/nats"]);
  });

  test("the writer reaches the bus and its bucket", () => {
    expect(from("audit/writer")).toEqual(["bus/nats", "object-storage"]);
  });

  test("nobody reaches the bus but who is on it", () => {
    const callers = Object.values(flows).flatMap(({ from: caller, to, port }) =>
      to.kind === "pods" && to.id === "bus/nats" && port === 4222 && caller.kind === "pods" ? [caller.id] : [],
    );
    expect(callers.sort()).toEqual([
      "ai/bus-setup",
      "ai/requests",
      "audit/bus-setup",
      "audit/gaps",
      "audit/writer",
      "bus/reload",
      "mail/bus-setup",
      "mail/events",
      "platform-audit/bus-setup",
      "platform-audit/gaps",
      "platform-audit/intake",
      "platform-audit/writer",
    ]);
  });
});

test("the plan counts three servers, of which two must stay", () => {
  const nats = planEnvironment(zuid).services["bus"]?.workloads["nats"];
  expect(nats?.replicas.value).toBe(3);
  expect(nats?.minimumAvailable.value).toBe(2);
  expect(nats?.volumes["messages"]?.size.value).toBeGreaterThanOrEqual(1024);
});
