import eigen from "../../environments/noveu-eigen";
import zuid from "../../environments/noveu-zuid";
import { defineService } from "../../language";
import { surroundingsOf } from "../../planning/placement";
import { planEnvironment } from "../../planning";
import { noveu } from "../../suites";
import { defineEnvironment } from "../../environments/schema";

const { "platform-audit": platformAudit } = zuid.suite.services;
if (platformAudit === undefined) throw new Error("the sample lacks a service");

const at = surroundingsOf(zuid, zuid.site, platformAudit);
const fileOf = (workload: string): string => platformAudit.workloads[workload]?.files(at)["bento.json"] ?? "";
const intake = fileOf("intake");
const plan = planEnvironment(zuid);

test("the intake answers when the bus has the event, and refuses what is no request of OTLP", () => {
  expect(JSON.parse(intake)).toMatchObject({
    input: { http_server: { address: "0.0.0.0:8080", path: "/lines", allowed_verbs: ["POST"] } },
    output: {
      switch: {
        cases: [
          { check: "errored()", output: { reject: "${! error() }" } },
          { output: { nats_jetstream: { subject: "platform.platform-audit.events" } } },
        ],
      },
    },
  });
  expect(intake).toContain("content().parse_json()");
});

test("agents give up a request before the intake does, which would answer with a status after which they don't try again", () => {
  const [, seconds] = /"timeout": "(\d+)s"/.exec(intake) ?? [];
  // As the agents have it: constructs/platform/logs/hand-over.ts.
  expect(Number(seconds)).toBeGreaterThan(30);
});

test("events of both, and what was cut off, are taken; what else they write is not", () => {
  expect(intake).toContain('== \\"org.keycloak.events\\"');
  expect(intake).toContain('== \\"Created Event\\"');
  expect(intake).toContain('[\\"request\\", \\"response\\"].contains');
  expect(intake).toContain("_ => deleted()");
});

test("the writer reads its own topic into a bucket of its own, and a job looks for gaps there", () => {
  const writer = fileOf("writer");
  expect(writer).toContain('"durable": "platform-audit-events"');
  expect(writer).toContain('"bucket": "noveu-zuid-platform-audit-eu-west-par"');
  expect(platformAudit.workloads["gaps"]?.files(at)["topics"]).toBe(
    "platform-audit-events platform-audit-events platform.platform-audit.events\n",
  );
  expect(platformAudit.workloads["gaps"]?.environment(at)["FROM_BUCKET"]).toBe("noveu-zuid-platform-audit-eu-west-par");
});

test("its bucket is one of records, and its look for gaps is evidence", () => {
  expect(Object.keys(plan.records.buckets)).toContain("noveu-zuid-platform-audit-eu-west-par");
  expect(plan.evidence["platform-audit-gaps"]).toMatchObject({ by: "job", every: { value: 1 } });
});

describe("what agents hand over", () => {
  const handed = plan.logs.handed["platform-audit/intake"];

  test("to the intake, lines of Keycloak and of OpenBao and of nobody else", () => {
    expect(handed?.url).toBe("http://platform-audit-intake.platform-audit.svc.cluster.local:8080/lines");
    expect(Object.keys(handed?.from ?? {})).toEqual(["identity/keycloak", "openbao/server"]);
    expect(handed?.from["identity/keycloak"]?.namespace).toBe("identity");
  });

  test("what waits meanwhile is a figure with its source", () => {
    expect(handed?.waiting).toMatchObject({ value: 10, unit: "MiB" });
    expect(plan.figures["container-log"]?.source?.ref).toContain("containerLogMaxSize");
  });

  test("by a flow of their own, and nobody else reaches the intake's port", () => {
    const callers = Object.values(plan.flows).flatMap(({ from, to, port }) =>
      to.kind === "pods" && to.id === "platform-audit/intake" && port === 8080
        ? [from.kind === "pods" ? from.id : from.kind]
        : [],
    );
    expect(callers).toEqual(["alloy/agent"]);
  });

  test("nothing, where nobody collects", () => {
    const left = planEnvironment(defineEnvironment({ ...eigen.facts, suite: noveu({ without: ["platform-audit"] }) }));
    expect(left.logs.handed).toEqual({});
    expect(Object.values(left.flows).filter(({ because }) => because.includes("what others write"))).toEqual([]);
  });
});

describe("a service that collects", () => {
  const collecting = (tenancy: "multi-tenant" | "instance-per-tenant", port: string) => () => {
    const { intake: workload } = platformAudit.workloads;
    if (workload === undefined) throw new Error("the service takes nothing in");
    const collects = { from: [], port, path: "/lines" };
    return defineService({
      ...platformAudit,
      needs: {},
      tenancy,
      workloads: { intake: { ...workload, collects } },
    });
  };

  test("stands once for all, and at a port that it has", () => {
    expect(collecting("multi-tenant", "lines")).not.toThrow();
    expect(collecting("instance-per-tenant", "lines")).toThrow("would have the agents choose among tenants");
    expect(collecting("multi-tenant", "line")).toThrow("is no port of the workload");
  });
});
