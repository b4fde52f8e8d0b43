import production from "../../environments/noveu-zuid";
import {
  attributesOf,
  environmentWith,
  synthesize,
  synthesizeWithoutCharts,
  type Synthesis,
} from "./fixtures/synthesis";

const synthesis = synthesizeWithoutCharts();

const { recovery } = production.facts;
if (recovery.kind !== "warm-standby") throw new Error("the sample environment has no warm standby");
const afterFailover = synthesizeWithoutCharts(environmentWith({ recovery: { ...recovery, active: "standby" } }));

const addresses = ({ file }: Synthesis) =>
  new Set(
    attributesOf(file("noveu-zuid-dns"), "ovh_domain_zone_record").flatMap(({ fieldtype, target }) =>
      fieldtype === "A" ? [target] : [],
    ),
  );

const addressOf = (site: string): string =>
  `\${data.terraform_remote_state.noveu-zuid-infrastructure-${site}.outputs.public_addresses.0}`;

test("names point to the site that serves", () => {
  expect(addresses(synthesis)).toEqual(new Set([addressOf("eu-west-par")]));
});

test("a failover is one changed fact: all names point to the other site", () => {
  expect(addresses(afterFailover)).toEqual(new Set([addressOf("eu-south-mil")]));
});

const senders = (run: typeof synthesis): string =>
  String(
    attributesOf(run.file("noveu-zuid-dns"), "ovh_domain_zone_record").find(({ target }) =>
      String(target).startsWith('"v=spf1'),
    )?.["target"],
  );

test("mail of both sites is honest mail, so that a failover need not wait until others forget", () => {
  expect(senders(synthesis)).toContain("eu-west-par.outputs.egress_addresses");
  expect(senders(synthesis)).toContain("eu-south-mil.outputs.egress_addresses");
});

test("a site that may be gone sends no mail, and its state is not asked for addresses", () => {
  expect(senders(afterFailover)).toContain("eu-south-mil.outputs.egress_addresses");
  expect(afterFailover.file("noveu-zuid-dns").text).not.toContain("eu-west-par");
});

test("production keeps the zone signed; a stage that shares it does not interfere", () => {
  const trial = synthesizeWithoutCharts(environmentWith({ stage: "acceptance" }));
  expect(attributesOf(synthesis.file("noveu-zuid-dns"), "ovh_domain_zone_dnssec")).toHaveLength(1);
  expect(attributesOf(trial.file("noveu-zuid-dns"), "ovh_domain_zone_dnssec")).toEqual([]);
});

test("a customer who keeps the zone gets the records to paste", () => {
  const { resource, output } = synthesizeWithoutCharts(environmentWith({ dns: { kind: "customer" } })).file(
    "noveu-zuid-dns",
  );
  expect(resource).toEqual({});
  expect(output["zone_file"]?.["value"]).toContain(`files.zuid.example.eu. 60 IN A ${addressOf("eu-west-par")}\n`);
});

test("the service of the seal key stands in the third region, and no plan destroys it", () => {
  const keys = synthesis.file("noveu-zuid-keys");
  expect(attributesOf(keys, "ovh_okms")).toEqual([
    expect.objectContaining({ region: "eu-west-gra", lifecycle: { prevent_destroy: true } }),
  ]);
});

test("whoever unseals may wrap and unwrap with the keys of this service, and do nothing else to anything", () => {
  const { resource } = synthesis.file("noveu-zuid-keys");
  const [service] = Object.keys(resource["ovh_okms"] ?? {});
  const [group] = Object.keys(resource["ovh_me_identity_group"] ?? {});
  expect(Object.values(resource["ovh_iam_policy"] ?? {})).toEqual([
    expect.objectContaining({
      identities: [`\${ovh_me_identity_group.${String(group)}.urn}`],
      resources: [`\${ovh_okms.${String(service)}.iam.urn}`],
      allow: ["okms:kmip:getAttributes", "okms:kmip:encrypt", "okms:kmip:decrypt"],
    }),
  ]);
  expect(Object.values(resource["ovh_me_identity_group"] ?? {})).toEqual([
    expect.objectContaining({ name: "noveu-zuid-seal", role: "NONE" }),
  ]);
});

test("both sites unseal with the same key, which a person names", () => {
  const keyAt = (site: string) =>
    new Set(
      attributesOf(synthesis.file(`noveu-zuid-operators-${site}`), "kubernetes_config_map_v1").map(({ data }) =>
        JSON.stringify(data).replace(/.*"seal-key-id":"([^"]*)".*/, "$1"),
      ),
    );
  expect(keyAt("eu-west-par")).toEqual(new Set(["${var.seal_key_id}"]));
  expect(keyAt("eu-south-mil")).toEqual(keyAt("eu-west-par"));
});

test("each site has a certificate of its own at the key service, where OpenBao reads it", () => {
  const operators = synthesis.file("noveu-zuid-operators-eu-south-mil");
  expect(attributesOf(operators, "ovh_okms_credential")).toEqual([
    expect.objectContaining({
      name: "noveu-zuid-eu-south-mil",
      identity_urns: ["${data.terraform_remote_state.noveu-zuid-keys.outputs.seal_identity}"],
    }),
  ]);
  expect(attributesOf(operators, "kubernetes_secret_v1")).toContainEqual(
    expect.objectContaining({ metadata: { name: "openbao-seal", namespace: "openbao" } }),
  );
});

test("every namespace finds the registry's credentials and what only applying tells", () => {
  const operators = synthesis.file("noveu-zuid-operators-eu-west-par");
  const namespaces = (type: string, name: string) =>
    attributesOf(operators, type)
      .map(({ metadata }) => JSON.stringify(metadata))
      .filter((metadata) => metadata.includes(`"name":"${name}"`)).length;
  expect(namespaces("kubernetes_secret_v1", "registry-pull")).toBe(
    namespaces("kubernetes_config_map_v1", "bestek-apply-time"),
  );
  expect(namespaces("kubernetes_secret_v1", "registry-pull")).toBeGreaterThan(10);
});

test("nothing is put into a namespace before there are namespaces", () => {
  const { resource } = synthesize().file("noveu-zuid-operators-eu-west-par");
  const early = ["kubernetes_secret_v1", "kubernetes_config_map_v1", "kubernetes_service_v1"].flatMap((type) =>
    Object.entries(resource[type] ?? {}).filter(
      ([, attributes]) => !/helm_release\.foundation_/.test(JSON.stringify(attributes["depends_on"] ?? [])),
    ),
  );
  expect(early).toEqual([]);
  expect(Object.keys(resource["kubernetes_service_v1"] ?? {})).toHaveLength(1);
});
