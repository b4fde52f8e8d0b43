import type { Mistake } from "../../language";
import type { At } from "./existing-checks";
import type { Parts } from "./parts";
import type { RecoveryKeys } from "./recovery-keys";
import type { Site } from "./site";

export interface SecretsFacts {
  readonly parts: Pick<Parts, "secrets">;
  readonly recoveryKeys?: RecoveryKeys | undefined;
  /** The primary first. */
  readonly sites: readonly At<Site>[];
}

/** Mistakes in the choice of what holds the secrets. */
export function secretsMistakes({ parts, recoveryKeys, sites }: SecretsFacts): readonly Mistake[] {
  switch (parts.secrets) {
    case "openbao":
      return recoveryKeys === undefined
        ? []
        : [
            {
              where: "recoveryKeys",
              value: recoveryKeys.holders.map(({ name }) => name),
              why: "are of no use to OpenBao, which starts by itself and hands out no recovery key",
              wayOut: 'leave them out, or choose parts: { secrets: "vault" }',
            },
          ];
    case "vault":
      return [...sites.flatMap(unsealMistakes), ...holderMistakes(recoveryKeys)];
  }
}

/** Vault's free edition unseals itself with fewer keys than OpenBao (developer.hashicorp.com: seal configuration, 2.x, 2026-11-21). */
function unsealMistakes({ where, value: site }: At<Site>): Mistake[] {
  switch (site.kind) {
    case "ovh":
      return [
        {
          where: "parts.secrets",
          value: "vault",
          why: `can't unseal itself at OVHcloud (${where}): its key service speaks KMIP and PKCS#11, which Vault does in its enterprise edition alone`,
          wayOut: 'use "openbao", which does',
        },
      ];
    case "azure":
    case "aws":
      return [
        {
          where: "parts.secrets",
          value: "vault",
          why: `is deployed by this version on clusters of your own alone, and ${where} is none`,
          wayOut: 'use "openbao", or a cluster of your own with existing({ ... })',
        },
      ];
    case "existing":
      return site.seal.kind === "transit"
        ? []
        : [
            {
              where: `${where}.seal.kind`,
              value: site.seal.kind,
              why: "is a seal that OpenBao knows and Vault does not",
              wayOut:
                'use "transit", with a key of another Vault or OpenBao of yours, or parts: { secrets: "openbao" }',
            },
          ];
  }
}

function holderMistakes(keys: RecoveryKeys | undefined): Mistake[] {
  if (keys === undefined) {
    return [
      {
        where: "recoveryKeys",
        value: undefined,
        why: "is missing: Vault splits its recovery key at its first start, and no part of it may lie in the clear",
        wayOut: "name two or more people who hold a part, with their public PGP keys, and how many must come together",
      },
    ];
  }
  const { threshold, holders } = keys;
  return [
    ...(threshold <= holders.length
      ? []
      : [
          {
            where: "recoveryKeys.threshold",
            value: threshold,
            why: `is more than the ${String(holders.length)} who hold a part: the key could never be put together`,
            wayOut: "let fewer suffice, or name more holders",
          },
        ]),
    ...(["name", "publicKey"] as const).flatMap((field) =>
      holders.flatMap((holder, index) =>
        holders.slice(0, index).some((earlier) => earlier[field].trim() === holder[field].trim())
          ? [
              {
                where: `recoveryKeys.holders.${String(index)}.${field}`,
                value: field === "name" ? holder.name : `that of ${holder.name}`,
                why: "is another holder's too: one person would hold two parts",
                wayOut: "give every holder a name and a key of their own",
              },
            ]
          : [],
      ),
    ),
  ];
}
