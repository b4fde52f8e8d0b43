import { defineEnvironment, Refusal, type EnvironmentFacts } from "../../index";
import { facts } from "./facts";
import { publicKey, sealedElsewhere, withVault } from "./with-vault";

function refusalOf(wrong: EnvironmentFacts): string {
  try {
    defineEnvironment(wrong);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return "";
}

const keys = (threshold: number, ...holders: readonly (readonly [string, string])[]): Partial<EnvironmentFacts> => ({
  recoveryKeys: { threshold, holders: holders.map(([name, key]) => ({ name, publicKey: key })) },
});
const two = [
  ["alpha", publicKey("a")],
  ["beta", publicKey("b")],
] as const;

test("Vault on a cluster of one's own holds, and so does OpenBao with the same seal", () => {
  expect(refusalOf(withVault)).toBe("");
  const { recoveryKeys: _, ...bare } = withVault;
  expect(refusalOf({ ...bare, parts: { secrets: "openbao" } })).toBe("");
});

test.each<readonly [string, EnvironmentFacts, readonly string[]]>([
  [
    "at OVHcloud, by name",
    { ...facts, parts: { secrets: "vault" }, ...keys(2, ...two) },
    ["parts.secrets", "can't unseal itself at OVHcloud (site)", "KMIP and PKCS#11", 'use "openbao"'],
  ],
  [
    "with a static seal",
    { ...withVault, site: { ...sealedElsewhere, seal: { kind: "static", keyId: "2026-11" } } },
    ["site.seal.kind", "is a seal that OpenBao knows and Vault does not", 'use "transit"'],
  ],
  ["without holders", { ...withVault, recoveryKeys: undefined }, ["recoveryKeys", "may lie in the clear"]],
  ["with more to come together than there are", { ...withVault, ...keys(3, ...two) }, ["could never be put together"]],
  [
    "with one person who holds two parts",
    { ...withVault, ...keys(2, ["alpha", publicKey("a")], ["beta", publicKey("a")]) },
    ["recoveryKeys.holders.1.publicKey", "one person would hold two parts"],
  ],
  [
    "with a private key among the facts",
    { ...withVault, ...keys(2, ["alpha", publicKey("a").replaceAll("PUBLIC", "PRIVATE")], ["beta", publicKey("b")]) },
    ["is no public key of PGP in armour"],
  ],
  ["with one who suffices", { ...withVault, ...keys(1, ...two) }, ["recoveryKeys.threshold"]],
  [
    "with a key that burns with the site",
    { ...withVault, site: { ...sealedElsewhere, seal: { ...sealedElsewhere.seal, failureDomain: "cellar" } } },
    ["site.seal.failureDomain", "with it goes the key"],
  ],
  [
    "with a key behind plain HTTP",
    { ...withVault, site: { ...sealedElsewhere, seal: { ...sealedElsewhere.seal, address: "http://vault.eu:8200" } } },
    ["site.seal.address", "is not the https address"],
  ],
])("Vault %s is refused", (_, wrong, says) => {
  for (const text of says) expect(refusalOf(wrong)).toContain(text);
});

test("holders of a recovery key that OpenBao never makes are refused", () => {
  expect(refusalOf({ ...facts, ...keys(2, ...two) })).toContain("are of no use to OpenBao");
});
