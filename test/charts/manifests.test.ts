import environment from "../../environments/noveu-zuid";
import { renderCharts } from "../../charts";
import { planEnvironment } from "../../planning/plan-environment";
import { validateManifest } from "../schemas/validate-manifest";

const charts = renderCharts(environment, planEnvironment(environment));
const manifests = charts.flatMap(({ site, release, manifests: objects }) =>
  objects.map((manifest) => ({ where: `${site}/${release}/${manifest.kind}/${manifest.metadata.name}`, manifest })),
);

/** Kinds that Gatekeeper makes of our templates: `test/policies` has Gatekeeper itself read them. */
const isConstraint = ({ apiVersion }: { readonly apiVersion: string }): boolean =>
  apiVersion === "constraints.gatekeeper.sh/v1beta1";

test("every object is valid for the API server and the definitions of its kind", () => {
  const known = manifests.filter(({ manifest }) => !isConstraint(manifest));
  expect(known.length).toBeGreaterThan(200);
  expect(
    known.flatMap(({ where, manifest }) => validateManifest(manifest).map((error) => `${where}: ${error}`)),
  ).toEqual([]);
});

test("a misspelt field would have been found", () => {
  const [deployment] = manifests.filter(({ manifest }) => manifest.kind === "Deployment");
  expect(validateManifest({ ...deployment?.manifest, spek: {} })).toEqual([expect.stringContaining("spek")]);
});

test("what belongs to the cluster names no namespace, and everything else does", () => {
  const cluster = [
    ...["Namespace", "ClusterIssuer", "GatewayClass", "StorageClass", "ClusterRole", "ClusterRoleBinding"],
    ...["ConstraintTemplate", "ExpansionTemplate", "VolumeSnapshotClass"],
  ];
  const wrong = manifests.filter(
    ({ manifest }) =>
      (cluster.includes(manifest.kind) || isConstraint(manifest)) === (manifest.metadata.namespace !== undefined),
  );
  expect(wrong.map(({ where }) => where)).toEqual([]);
});

test("no two objects of a site share kind, namespace and name", () => {
  const ids = charts.flatMap(({ site, namespace, manifests: objects }) =>
    objects.map(
      ({ kind, apiVersion, metadata }) =>
        `${site} ${apiVersion}/${kind} ${metadata.namespace ?? namespace}/${metadata.name}`,
    ),
  );
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("the same facts give the same bytes", () => {
  expect(JSON.stringify(renderCharts(environment, planEnvironment(environment)))).toBe(JSON.stringify(charts));
});

test("both sites carry the same releases", () => {
  const releases = (site: string) =>
    charts.filter((chart) => chart.site === site).map(({ stage, release }) => `${stage}/${release}`);
  expect(releases("eu-south-mil")).toEqual(releases("eu-west-par"));
  expect(releases("eu-west-par")).toEqual([
    "foundation/foundation",
    "mesh/mesh",
    "gateway/mesh-alerts",
    "admission-rules/admission-rules",
    "admission/admission",
    "gateway/gateway",
    "gateway/secrets-access",
    "gateway/secret-snapshots",
    "gateway/dashboards",
    "gateway/alert-receivers",
    "data/databases",
    "data/dumps",
    "data/caches",
    "data/certificate-keys-mail",
    "application/ai",
    "application/antivirus",
    "application/audit",
    "data/authorization",
    "data/bus",
    "application/calls",
    "application/chat",
    "application/config",
    "application/directory",
    "presentation/downloads",
    "application/files",
    "data/identity",
    "application/mail",
    "application/models",
    "application/office",
    "application/ops",
    "application/platform-audit",
    "presentation/portal",
  ]);
});

test("servers of the bus prove who they are by their own names, of which none stands for whatever there may be", () => {
  const certificates = manifests.filter(({ where }) => where.endsWith("/bus/Certificate/identity-nats"));
  expect(certificates.length).toBeGreaterThan(0);
  for (const { manifest } of certificates) {
    expect(manifest).toMatchObject({
      spec: {
        dnsNames: [
          "bus-nats.bus.svc.cluster.local",
          "bus-nats-0.bus-nats-members.bus.svc.cluster.local",
          "bus-nats-1.bus-nats-members.bus.svc.cluster.local",
          "bus-nats-2.bus-nats-members.bus.svc.cluster.local",
        ],
      },
    });
  }
});
