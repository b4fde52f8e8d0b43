import sample from "../../environments/noveu-eigen";
import { defineEnvironment } from "../../environments/schema";
import { planDeployable } from "../../planning";
import { renderCharts } from "../../charts";
import { attributesOf, synthesize } from "./fixtures/synthesis";

const { facts } = sample;
if (facts.site.kind !== "existing") throw new Error("the sample stands on a cluster of its own");
const { objects: _, ...site } = facts.site;
const environment = defineEnvironment({ ...facts, site, parts: { objects: "garage" } });
const plan = planDeployable(environment);
const objects = renderCharts(environment, plan).flatMap(({ manifests }) => manifests);
const text = (kind: string, name: string): string =>
  JSON.stringify(objects.filter((object) => object.kind === kind && object.metadata.name.startsWith(name)));

test("buckets of services are made in the cluster, and only archives and copies outside", () => {
  const { file } = synthesize(environment);
  const made = attributesOf(file("noveu-eigen-infrastructure-cellar"), "aws_s3_bucket").map(({ bucket }) => bucket);
  expect(made).toEqual([
    "noveu-eigen-archive-cellar",
    "noveu-eigen-audit-cellar-copy",
    "noveu-eigen-files-cellar-copy",
    "noveu-eigen-mail-cellar-copy",
    "noveu-eigen-media-cellar-copy",
    "noveu-eigen-platform-audit-cellar-copy",
    "noveu-eigen-settings-cellar-copy",
  ]);
  expect(Object.keys(file("noveu-eigen-trust").variable).filter((name) => !name.endsWith("_version"))).toEqual([
    "alert_receivers",
    "keys_cellar_archive",
    "keys_cellar_copy_audit_audit",
    "keys_cellar_copy_chat_media",
    "keys_cellar_copy_config_settings",
    "keys_cellar_copy_files_files",
    "keys_cellar_copy_mail_mail",
    "keys_cellar_copy_platform_audit_platform_audit",
    "keys_cellar_dumps",
    "keys_cellar_restore",
  ]);
});

test("services find their buckets at the store in the cluster, by path", () => {
  expect(text("ConfigMap", "files-")).toContain("'hostname' => 'objects-garage.objects.svc.cluster.local'");
  expect(text("ConfigMap", "files-")).toContain("'use_path_style' => true");
  expect(text("ConfigMap", "mail-")).toContain(
    String.raw`\"customEndpoint\":\"http://objects-garage.objects.svc.cluster.local:3900\"`,
  );
});

test("keys are made where the store is, in the form it takes, and read by the service", () => {
  const draft = text("ExternalSecret", "bucket-mail-generated");
  expect(draft).toContain(String.raw`GK{{ index . \"access-key\" }}`);
  expect(text("Password", "bucket-mail-secret-key")).toContain('"encoding":"hex"');
  expect(text("PushSecret", "bucket-mail")).toContain('"remoteKey":"mail/bucket-mail/cellar"');
});

test("only who has a bucket reaches the store", () => {
  const reaching = Object.values(plan.flows).filter(
    // Nodes only ask whether it lives.
    ({ from, to, port }) => from.kind !== "nodes" && to.kind === "pods" && to.id === "objects/garage" && port === 3900,
  );
  expect(new Set(reaching.map(({ from }) => (from.kind === "pods" ? from.id.split("/")[0] : from.kind)))).toEqual(
    new Set(["audit", "chat", "config", "files", "mail", "platform-audit"]),
  );
  expect(plan.namespaces["objects"]).toMatchObject({ zone: "data" });
});

test("the plan counts three volumes of everything, and says what Garage can't promise", () => {
  const size = plan.services["objects"]?.workloads["garage"]?.volumes["data"]?.size.value ?? 0;
  const buckets = (plan.buckets["files"]?.size.value ?? 0) + (plan.buckets["mail"]?.size.value ?? 0);
  expect(size).toBeGreaterThanOrEqual(buckets);
  expect(plan.recovery.failures.datacentre.loss["bucket-mail"]).toMatchObject({ value: 0 });
  expect(plan.recovery.failures.region.loss["bucket-mail"]).toMatchObject({ value: 3300, rule: "carried-objects" });
});

test("a job reads the store inside and writes the copy outside, each with keys of its own", () => {
  const job = text("CronJob", "mail-copy-mail");
  expect(job).toContain('"value":"http://objects-garage.objects.svc.cluster.local:3900"');
  expect(job).toContain('"value":"https://s3.pumping-station.rivieroever.example.eu"');
  expect(text("ExternalSecret", "copy-mail")).toContain('"key":"mail/copy-mail/cellar"');
  const reached = Object.values(plan.flows).flatMap(({ from, to, port }) =>
    from.kind === "pods" && from.id === "mail/copy-mail"
      ? [`${to.kind === "pods" ? to.id : to.kind}:${String(port)}`]
      : [],
  );
  expect(reached.sort()).toEqual(["cluster-dns:53", "cluster-dns:53", "object-storage:443", "objects/garage:3900"]);
});
