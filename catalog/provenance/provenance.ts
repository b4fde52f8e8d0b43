import type { Source } from "../../language";
import type { Unknown } from "../known";

/** By whom an image must be signed, and how `cosign verify` is told. */
export type Signer =
  | {
      /** A certificate of minutes, given to whom an identity provider vouches for, and noted in a public log. */
      readonly kind: "keyless";
      /** Address of the identity provider. */
      readonly issuer: string;
      /** Regular expression for the whole identity in the certificate, such as that of a workflow. */
      readonly identity: string;
      readonly source: Source;
    }
  | {
      readonly kind: "key";
      readonly key: PublicKey;
      /** Hash that is signed. Default: SHA-256. */
      readonly hash?: "sha512";
      /** Whether the publisher notes signatures in the public log; where not, nobody looks for them there. */
      readonly log: "public" | "none";
      readonly source: Source;
    };

/** The key itself is worth more: an address can be asked for another one. */
export type PublicKey =
  { readonly kind: "text"; readonly pem: string } | { readonly kind: "address"; readonly url: string };

/** Where a publisher puts the list of what is in an image. */
export type PublishedBill =
  /** As SPDX inside the image's own index (BuildKit): it is copied with all platforms. */
  | { readonly kind: "index"; readonly source: Source }
  /** As a signed statement beside the image, of this predicate type as cosign names it. */
  | { readonly kind: "attestation"; readonly type: "spdx"; readonly source: Source }
  /** As a file that no registry serves beside the image; nothing fetches it. */
  | { readonly kind: "release-file"; readonly where: string; readonly source: Source };

/** What is documented of an image's origin; unknown is what nobody was found to have written down. */
export interface Provenance {
  readonly signer: Signer | Unknown;
  readonly bill: PublishedBill | Unknown;
}
