import eigen from "../../environments/noveu-eigen";
import type { EnvironmentFacts } from "../../index";

/** Armour without a key: enough for what only looks at its first and last line. */
export const publicKey = (of: string): string =>
  `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${of}\n-----END PGP PUBLIC KEY BLOCK-----\n`;

const { site } = eigen.facts;
if (site.kind !== "existing") throw new Error("the sample stands on a cluster of its own");

/** The cluster of the sample, which unseals with a key of another server. */
export const sealedElsewhere = {
  ...site,
  seal: {
    kind: "transit",
    address: "https://vault.office.eigen.example.eu:8200",
    keyId: "noveu-eigen",
    failureDomain: "office",
    networks: ["10.90.32.0/24"],
  },
} satisfies EnvironmentFacts["site"];

/** The sample with Vault in OpenBao's place. */
export const withVault: EnvironmentFacts = {
  ...eigen.facts,
  site: sealedElsewhere,
  parts: { secrets: "vault" },
  recoveryKeys: {
    threshold: 2,
    holders: ["alpha", "beta", "gamma"].map((name) => ({ name, publicKey: publicKey(name) })),
  },
};
