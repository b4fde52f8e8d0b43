import { z } from "zod";
import { label, textLike } from "./text";

/** A key as `gpg --armor --export` prints it. */
const publicKey = textLike(
  /^-----BEGIN PGP PUBLIC KEY BLOCK-----\n[^]+\n-----END PGP PUBLIC KEY BLOCK-----\n?$/,
  "is no public key of PGP in armour",
  "copy the output of: gpg --armor --export <key>",
);

/**
 * Vault's recovery key is split when it first starts: each holder gets a part that their private key alone opens, and `threshold` parts
 * together make a root token. Two at least: nobody does it alone.
 */
export const recoveryKeysSchema = z.strictObject({
  threshold: z.int().min(2).max(255),
  holders: z
    .array(z.strictObject({ name: label, publicKey }))
    .min(2)
    .max(255),
});

export type RecoveryKeys = z.output<typeof recoveryKeysSchema>;
