import production from "../../environments/noveu-noord";
import zuid from "../../environments/noveu-zuid";
import { stage } from "../../environments/schema";
import type { ServiceDefinition } from "../../language";
import { flowsOf } from "../../planning/flows";
import { surroundingsOf } from "../../planning/placement";
import { planEnvironment } from "../../planning/plan-environment";
import { suiteWithObjectGateways, withObjectGateways } from "../../suites/object-gateway";

const { mail, files, portal } = production.suite.services;
if (mail === undefined || files === undefined || portal === undefined) throw new Error("the sample lacks a service");
const gateway = mail.workloads["objects-mail"];
if (gateway === undefined) throw new Error("mail has no gateway");
const at = surroundingsOf(production, production.site, mail);

const ofMail = ["stalwart", "events", "sample-objects", "compare-replicas", "objects-mail", "bus-setup"];

test("at Azure every service with buckets has a gateway to each, and nobody else has", () => {
  expect(Object.keys(mail.workloads)).toEqual(ofMail);
  expect(Object.keys(files.workloads)).toContain("objects-files");
  expect(Object.keys(portal.workloads)).toEqual(["web"]);
  expect(Object.keys(zuid.suite.services["mail"]?.workloads ?? {})).not.toContainEqual(
    expect.stringMatching(/^objects-/),
  );
});

test("a stage of an environment has each gateway once", () => {
  const acceptance = stage(production, { name: "acceptance" });
  expect(Object.keys(acceptance.suite.services["mail"]?.workloads ?? {})).toEqual(ofMail);
  const again = suiteWithObjectGateways(production.suite, production.tenancy).services["mail"];
  expect(Object.keys(again?.workloads ?? {})).toEqual(ofMail);
});

test("a bucket that speaks no S3 needs none", () => {
  const need = files.needs.buckets?.["files"];
  if (need === undefined) throw new Error("files has no bucket");
  const silent: ServiceDefinition = { ...portal, needs: { buckets: { x: { ...need, speaks: ["azureBlob"] } } } };
  expect(withObjectGateways(silent).workloads).not.toHaveProperty("objects-x");
  const speaking: ServiceDefinition = { ...portal, needs: { buckets: { x: need } } };
  expect(withObjectGateways(speaking).workloads).toHaveProperty("objects-x");
});

test("services find the gateway, over plain HTTP inside the cluster and with the bucket in the path", () => {
  expect(at.bucket("mail")).toEqual({
    name: "noveu-noord-mail-swedencentral",
    host: "mail-objects-mail.mail.svc.cluster.local",
    port: 7070,
    scheme: "http",
    addressing: "path",
    region: "swedencentral",
  });
});

test("the gateway knows its account, and its keys by reference alone", () => {
  expect(gateway.environment(at)).toEqual({
    ROOT_ACCESS_KEY: { kind: "secret", secret: "bucket-mail", key: "access-key" },
    ROOT_SECRET_KEY: { kind: "secret", secret: "bucket-mail", key: "secret-key" },
    VGW_REGION: "swedencentral",
    AZ_ACCOUNT_NAME: expect.stringMatching(/^objects[0-9a-f]{16}$/),
  });
});

test("where the cloud speaks S3 there is no account to know", () => {
  expect(surroundingsOf(zuid, zuid.site, mail).bucketAccount("mail")).toBeUndefined();
});

describe("flows", () => {
  const { flows } = flowsOf(production);
  const from = (id: string) =>
    Object.values(flows)
      .filter((flow) => flow.from.kind === "pods" && flow.from.id === id)
      .map(({ to, port }) => `${to.kind === "pods" ? to.id : to.kind}:${String(port)}`)
      .sort();

  test("the gateway alone reaches object storage, and nothing else that its service needs", () => {
    expect(from("mail/objects-mail")).toEqual(["cluster-dns:53", "cluster-dns:53", "object-storage:443"]);
  });

  test("the service reaches its own gateway, no other, and no object storage", () => {
    expect(from("mail/stalwart")).toContain("mail/objects-mail:7070");
    expect(from("mail/stalwart").filter((way) => /object-storage|objects-files/.test(way))).toEqual([]);
  });

  test("nobody else reaches a gateway", () => {
    const callers = Object.values(flows)
      // Nodes only ask whether it lives.
      .filter(({ from, to }) => from.kind !== "nodes" && to.kind === "pods" && to.id === "mail/objects-mail")
      .map((flow) => (flow.from.kind === "pods" ? flow.from.id : flow.from.kind));
    expect(callers).toEqual(["mail/sample-objects", "mail/stalwart"]);
  });
});

test("the plan counts gateways like any other pods", () => {
  const plan = planEnvironment(production);
  expect(plan.services["mail"]?.workloads["objects-mail"]).toMatchObject({
    replicas: { value: 3 },
    cpuRequest: { value: 250 },
  });
});
