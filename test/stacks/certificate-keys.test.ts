import type { KubernetesFact } from "../../audit/facts";
import { at, textAt } from "../../audit/facts/json";
import noord from "../../environments/noveu-noord";
import west from "../../environments/noveu-west";
import production from "../../environments/noveu-zuid";
import type { Environment } from "../../environments/schema";
import { noveu, type Suite } from "../../suites";
import { written } from "../harness/written";
import {
  attributesOf,
  environmentWith,
  synthesize,
  synthesizeWithoutCharts,
  type StackFile,
} from "./fixtures/synthesis";

const stack = "noveu-zuid-trust";
const trust = synthesizeWithoutCharts().file(stack);

const keysOf = (file: StackFile) =>
  attributesOf(file, "vault_transit_secret_backend_key").filter(({ type }) => type === "ecdsa-p256");

const pinsOf = (file: StackFile) =>
  attributesOf(file, "ovh_domain_zone_record").filter(({ fieldtype }) => fieldtype === "TLSA");

const hashOf = (service: string, key: string): string =>
  `3 1 1 \${vault_generic_endpoint.certificate-key-${service}-${key}-hash.write_data["sum"]}`;

/** The sample's facts with other keys, or without mail. */
function withSuite(suite: Suite): Environment {
  const { recovery } = production.facts;
  if (recovery.kind !== "warm-standby") throw new Error("the sample environment has no warm standby");
  const stores = Object.values(suite.services).flatMap(({ needs }) => Object.keys(needs.buckets ?? {}));
  const accepts = (recovery.accepts ?? []).filter(({ store }) => stores.some((bucket) => store === `bucket-${bucket}`));
  return environmentWith({ suite, recovery: { ...recovery, accepts } });
}

const withKeys = (...keys: readonly string[]): StackFile =>
  synthesizeWithoutCharts(withSuite(noveu({ mail: { certificate: { keys } } }))).file(stack);

/** Objects of one namespace at the site that serves. */
const objectsIn = (
  environment: Environment,
  site: string,
  namespace: string,
  kind: string,
): readonly KubernetesFact[] =>
  Object.values(written(environment).facts.kubernetes).filter(
    (fact) => fact.site === site && fact.namespace === namespace && fact.kind === kind,
  );

test("two keys that may leave, that no plan destroys, and that nobody turns", () => {
  expect(keysOf(trust)).toEqual(
    ["k1", "k2"].map((key): unknown =>
      expect.objectContaining({
        backend: "${vault_mount.certificate-keys.path}",
        name: `noveu-zuid.mail.${key}`,
        exportable: true,
        allow_plaintext_backup: false,
        deletion_allowed: false,
        lifecycle: { prevent_destroy: true },
      }),
    ),
  );
  for (const key of keysOf(trust)) expect(key).not.toHaveProperty("auto_rotate_period");
});

test("hashes of both stand in the zone, at the port where mail is taken", () => {
  expect(pinsOf(trust).map(({ subdomain, target }) => [subdomain, target])).toEqual(
    ["k1", "k2"].map((key) => ["_25._tcp.mail.zuid", hashOf("mail", key)]),
  );
});

test("the secrets server hashes the public half without its armour, and is asked once for each", () => {
  expect(attributesOf(trust, "vault_generic_endpoint")).toEqual(
    ["k1", "k2"].map((key) => ({
      path: "sys/tools/hash/sha2-256",
      data_json: `\${jsonencode({"input" = replace(vault_transit_secret_backend_key.certificate-key-mail-${key}.keys[0]["public_key"], "/-----[A-Z ]+-----|[[:space:]]/", ""), "format" = "hex"})}`,
      write_fields: ["sum"],
      disable_read: true,
      disable_delete: true,
    })),
  );
});

test("another key that serves, or one that goes, changes no record but its own", () => {
  const recordsOf = (file: StackFile) =>
    Object.fromEntries(
      Object.entries(file.resource["ovh_domain_zone_record"] ?? {})
        .filter(([, { fieldtype }]) => fieldtype === "TLSA")
        .map(([address, { target }]) => [address, target]),
    );
  const before = recordsOf(trust);
  expect(recordsOf(withKeys("k2", "k1"))).toEqual(before);
  const after = recordsOf(withKeys("k2", "k3"));
  const kept = Object.keys(after).filter((address) => address in before);
  expect(kept.map((address) => after[address])).toEqual([hashOf("mail", "k2")]);
  expect(before[kept[0] ?? ""]).toBe(hashOf("mail", "k2"));
});

test("the certificate is over the first key, which stands in its Secret with the data, before the service", () => {
  const [site, namespace] = ["eu-west-par", "mail"];
  const certificates = objectsIn(production, site, namespace, "Certificate").filter(({ name }) =>
    name.startsWith("certificate"),
  );
  expect(certificates.map(({ object }) => at(object, "spec"))).toEqual([
    expect.objectContaining({
      secretName: "certificate-k1",
      dnsNames: ["mail.zuid.example.eu"],
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Never" },
    }),
  ]);
  const brought = objectsIn(production, site, namespace, "ExternalSecret").filter(
    ({ release }) => release === "certificate-keys-mail",
  );
  expect(brought.map(({ object }) => at(object, "spec", "target"))).toEqual(
    ["k1", "k2"].map((key) => ({
      name: `certificate-${key}`,
      creationPolicy: "CreateOrMerge",
      template: { data: { "tls.key": '{{ index (.keys | fromJson) "1" }}' } },
    })),
  );
  const [server] = objectsIn(production, site, namespace, "StatefulSet");
  expect(at(server?.object, "spec", "template", "spec", "volumes")).toContainEqual({
    name: "certificate",
    secret: {
      secretName: "certificate-k1",
      items: [
        { key: "tls.crt", path: "tls.crt" },
        { key: "tls.key", path: "tls.key" },
      ],
    },
  });
});

test("tenants of a shared platform have none of their own: the one that takes mail for all has", () => {
  const { file, stacks } = synthesize(west);
  const shared = file("noveu-west-trust");
  expect(keysOf(shared).map(({ name }) => name)).toEqual(["noveu-west.exchange.k1", "noveu-west.exchange.k2"]);
  expect(shared.output["zone_file"]?.["value"]).toBe(
    ["k1", "k2"].map((key) => `_25._tcp.mx.west.example.eu. 3600 IN TLSA ${hashOf("exchange", key)}\n`).join(""),
  );
  const [tenant] = stacks.filter(({ name }) => name.startsWith("noveu-west-tenant-"));
  expect(keysOf(file(tenant?.name ?? ""))).toEqual([]);
  const [own] = Object.values(written(west).facts.kubernetes).filter(
    ({ kind, namespace, name }) => kind === "Certificate" && namespace === "beuk-mail" && name === "certificate",
  );
  expect(textAt(own?.object, "spec", "privateKey", "rotationPolicy")).toBe("Always");
});

test("where the cloud's provider has no such record, it is handed over, and the others are written", () => {
  const azure = synthesize(noord).file("noveu-noord-trust");
  expect(azure.output["zone_file"]?.["value"]).toBe(
    ["k1", "k2"].map((key) => `_25._tcp.mail.noord.example.eu. 3600 IN TLSA ${hashOf("mail", key)}\n`).join(""),
  );
  expect(attributesOf(azure, "azurerm_dns_txt_record").map(({ name }) => name)).toEqual([
    expect.stringContaining("_domainkey"),
  ]);
});

test("where nobody takes mail, there is neither key nor record", () => {
  const none = synthesizeWithoutCharts(withSuite(noveu({ without: ["mail"] }))).file(stack);
  expect(none.text).not.toContain("certificate-key-");
  expect(none.text).not.toContain("certificate-keys/export");
  expect(pinsOf(none)).toEqual([]);
});
