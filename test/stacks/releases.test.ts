import { appendFileSync } from "node:fs";
import { join } from "node:path";
import production from "../../environments/noveu-zuid";
import { attributesOf, synthesize, synthesizeAnew, type Synthesis } from "./fixtures/synthesis";

const synthesis = synthesize();

const releasesOf = ({ stacks, file }: Synthesis): ReadonlyMap<string, Readonly<Record<string, unknown>>> =>
  new Map(
    stacks.flatMap(({ name }) =>
      attributesOf(file(name), "helm_release").map(
        (release) => [`${name}/${String(release["name"])}`, release] as const,
      ),
    ),
  );

const releases = releasesOf(synthesis);

/** Releases of charts that bestek wrote; the others are of third parties. */
const written = new Map([...releases].filter(([, { chart }]) => String(chart).startsWith("assets/")));

test("every chart is one release in the stack of its layer", () => {
  const atPrimary = [...written.keys()].filter((id) => /eu-west-par\//.test(id)).sort();
  expect(atPrimary).toEqual([
    "noveu-zuid-application-eu-west-par/ai",
    "noveu-zuid-application-eu-west-par/antivirus",
    "noveu-zuid-application-eu-west-par/audit",
    "noveu-zuid-application-eu-west-par/calls",
    "noveu-zuid-application-eu-west-par/chat",
    "noveu-zuid-application-eu-west-par/config",
    "noveu-zuid-application-eu-west-par/directory",
    "noveu-zuid-application-eu-west-par/files",
    "noveu-zuid-application-eu-west-par/mail",
    "noveu-zuid-application-eu-west-par/models",
    "noveu-zuid-application-eu-west-par/office",
    "noveu-zuid-application-eu-west-par/ops",
    "noveu-zuid-application-eu-west-par/platform-audit",
    "noveu-zuid-data-eu-west-par/authorization",
    "noveu-zuid-data-eu-west-par/bus",
    "noveu-zuid-data-eu-west-par/caches",
    "noveu-zuid-data-eu-west-par/certificate-keys-mail",
    "noveu-zuid-data-eu-west-par/databases",
    "noveu-zuid-data-eu-west-par/dumps",
    "noveu-zuid-data-eu-west-par/identity",
    "noveu-zuid-operators-eu-west-par/admission",
    "noveu-zuid-operators-eu-west-par/admission-rules",
    "noveu-zuid-operators-eu-west-par/alert-receivers",
    "noveu-zuid-operators-eu-west-par/dashboards",
    "noveu-zuid-operators-eu-west-par/foundation",
    "noveu-zuid-operators-eu-west-par/gateway",
    "noveu-zuid-operators-eu-west-par/mesh",
    "noveu-zuid-operators-eu-west-par/mesh-alerts",
    "noveu-zuid-operators-eu-west-par/secret-snapshots",
    "noveu-zuid-operators-eu-west-par/secrets-access",
    "noveu-zuid-presentation-eu-west-par/downloads",
    "noveu-zuid-presentation-eu-west-par/portal",
  ]);
});

test("a release is installed as a whole or not at all, and waits for its pods and jobs", () => {
  const careless = [...releases].filter(
    ([, { atomic, cleanup_on_fail: cleans, wait, wait_for_jobs: waits, create_namespace: creates }]) =>
      !(atomic === true && cleans === true && wait === true && waits === true && creates === false),
  );
  expect(careless.map(([id]) => id)).toEqual([]);
});

test("a chart lies beside its stack, under the hash of its content", () => {
  for (const [, { chart }] of written) expect(chart).toMatch(/^assets\/[\w-]+\/[0-9a-f]{32}$/);
});

test("a changed chart changes the path of its release and of no other", () => {
  const changed = releasesOf(
    synthesizeAnew(production, (charts) => {
      const mail = charts.find(({ site, release }) => site === "eu-west-par" && release === "mail");
      appendFileSync(join(mail?.path ?? "", "Chart.yaml"), "# changed\n");
    }),
  );
  const different = [...releases].filter(([id, { chart }]) => changed.get(id)?.["chart"] !== chart);
  expect(different.map(([id]) => id)).toEqual(["noveu-zuid-application-eu-west-par/mail"]);
});

const predecessors = (release: string): string =>
  JSON.stringify(releases.get(`noveu-zuid-operators-eu-west-par/${release}`)?.["depends_on"] ?? []);

test("the mesh waits for namespaces and for everything that pods need there, and operators wait for the mesh", () => {
  const waits = predecessors("istio-base");
  for (const needed of ["helm_release.foundation_", "apply-time_openbao_", "registry_openbao_", "seal_secret_"]) {
    expect(waits).toContain(needed);
  }
  expect(predecessors("mesh")).toContain("helm_release.ztunnel_release_");
  for (const operator of ["envoy-gateway", "jaeger", "prometheus-operator-crds"]) {
    expect(predecessors(operator)).toContain("helm_release.mesh_release_");
  }
  expect(predecessors("openbao")).toContain("helm_release.prometheus-definitions_release_");
});

test("the gateway waits for the operators whose definitions it uses", () => {
  expect(predecessors("gateway")).toContain("helm_release.trust-manager_release_");
  expect(predecessors("secrets-access")).toContain("helm_release.openbao_release_");
});

test("rules are taught when Gatekeeper stands, and are in force when they have kinds and all operators have pods", () => {
  expect(predecessors("gatekeeper")).toContain("helm_release.mesh_release_");
  expect(predecessors("admission-rules")).toContain("helm_release.gatekeeper_release_");
  expect(predecessors("admission")).toContain("helm_release.admission-rules_");
  expect(predecessors("admission")).toContain("helm_release.openbao_release_");
});

test("third-party charts come from the environment's mirror, at an exact version", () => {
  const foreign = [...releases].filter(([id]) => !written.has(id));
  expect(foreign.length).toBeGreaterThan(10);
  const loose = foreign.filter(
    ([, { repository, version }]) =>
      repository !== "oci://registry.zuid.example.eu/charts" || !/^v?\d+\.\d+\.\d+/.test(String(version)),
  );
  expect(loose.map(([id]) => id)).toEqual([]);
});
