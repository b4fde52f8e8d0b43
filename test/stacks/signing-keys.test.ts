import { mail } from "../../suites/noveu/mail";
import { mailRules } from "../../suites/noveu/mail-rules";
import production from "../../environments/noveu-zuid";
import { noveu, type NoveuChoices } from "../../suites";
import { attributesOf, environmentWith, synthesizeWithoutCharts } from "./fixtures/synthesis";

/** The sample's facts with another choice of the suite, and what it accepts of the stores that are left. */
function withSuite(choices: NoveuChoices) {
  const suite = noveu(choices);
  const { recovery } = production.facts;
  if (recovery.kind !== "warm-standby") throw new Error("the sample environment has no warm standby");
  const stores = Object.values(suite.services).flatMap(({ needs }) => Object.keys(needs.buckets ?? {}));
  const accepts = (recovery.accepts ?? []).filter(({ store }) => stores.some((bucket) => store === `bucket-${bucket}`));
  return synthesizeWithoutCharts(environmentWith({ suite, recovery: { ...recovery, accepts } }));
}

const stack = "noveu-zuid-trust";
const trust = synthesizeWithoutCharts().file(stack);

/** The public half of a key, as Terraform takes it out of its armour. */
const half = (selector: string): string =>
  `replace(vault_transit_secret_backend_key.signing-key-${selector}.keys[0]["public_key"], "/-----[A-Z ]+-----|[[:space:]]/", "")`;

/** Two strings of at most 255 bytes: 18 of tags and 237 of the key, and the rest. */
const recordOf = (selector: string): string =>
  `"v=DKIM1; k=rsa; p=\${substr(${half(selector)}, 0, 237)}" "\${substr(${half(selector)}, 237, -1)}"`;

const texts = (file: typeof trust) =>
  attributesOf(file, "ovh_domain_zone_record").filter(({ fieldtype }) => fieldtype === "TXT");

test("a key of RSA that may leave, that no plan destroys, and that nobody turns", () => {
  const keys = attributesOf(trust, "vault_transit_secret_backend_key").filter(({ type }) => type === "rsa-2048");
  expect(keys).toEqual([
    expect.objectContaining({
      backend: "${vault_mount.signing-keys.path}",
      name: "noveu-zuid.s1",
      type: "rsa-2048",
      allow_plaintext_backup: false,
      deletion_allowed: false,
      lifecycle: { prevent_destroy: true },
    }),
  ]);
  expect(keys[0]).not.toHaveProperty("auto_rotate_period");
});

test("its public half stands in the zone, cut where the cloud would cut it", () => {
  expect(texts(trust)).toEqual([
    expect.objectContaining({ subdomain: "s1._domainkey.zuid", fieldtype: "TXT", target: recordOf("s1") }),
  ]);
});

test("a customer who keeps the zone gets it handed over", () => {
  const handed = synthesizeWithoutCharts(environmentWith({ dns: { kind: "customer" } })).file(stack);
  expect(handed.output["zone_file"]?.["value"]).toContain(
    `s1._domainkey.zuid.example.eu. 3600 IN TXT ${recordOf("s1")}\n`,
  );
});

test("a second key comes beside the first one", () => {
  const rules = { dkim: { selectors: ["s1", "s2"] } };
  const two = withSuite({ mail: rules }).file(stack);
  expect(texts(two).map(({ target }) => target)).toEqual(["s1", "s2"].map(recordOf));
  expect(mail({ ...mailRules, ...rules }).needs.dkim).toEqual(rules.dkim);
});

test("where no service signs, there is neither key nor record", () => {
  const none = withSuite({ without: ["mail"] }).file(stack);
  expect(none.text).not.toContain("signing-key-");
  expect(none.text).not.toContain("export/signing-key");
  expect(attributesOf(none, "ovh_domain_zone_record")).toEqual([]);
});
