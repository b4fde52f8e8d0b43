import type { SuppliedImage } from "../../audit";
import { provenanceOf, type Signer } from "../../catalog";

/** How `cosign verify` is told who must have signed an image. */
export function cosignWords(signer: Signer, image: SuppliedImage): readonly string[] {
  switch (signer.kind) {
    case "keyless":
      return ["--certificate-oidc-issuer", signer.issuer, "--certificate-identity-regexp", signer.identity];
    case "key":
      return [
        "--key",
        signer.key.kind === "address" ? signer.key.url : keyFile(image),
        ...(signer.hash === undefined ? [] : ["--signature-digest-algorithm", signer.hash]),
        ...(signer.log === "none" ? ["--insecure-ignore-tlog=true"] : []),
      ];
  }
}

/** Where the key lies that the catalogue knows in full, below the mirror's folder. */
const keyFile = ({ registry, repository }: SuppliedImage): string =>
  `keys/${registry}/${repository.replaceAll("/", "-")}.pub`;

/** Key files of the images that the catalogue knows a key of. */
export const keyFiles = (images: readonly SuppliedImage[]): ReadonlyMap<string, string> =>
  new Map(
    images.flatMap((image) => {
      const { registry, repository, tag = "" } = image;
      const { signer } = provenanceOf({ registry, repository, tag });
      return signer.kind === "key" && signer.key.kind === "text" ? [[keyFile(image), `${signer.key.pem}\n`]] : [];
    }),
  );
