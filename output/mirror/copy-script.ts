import { basename } from "node:path";
import type { Supply, SuppliedChart, SuppliedImage } from "../../audit";
import { provenanceOf } from "../../catalog";
import { quoted } from "../shell";
import { shellLibrary } from "./shell-library";
import { cosignWords } from "./verification";

/**
 * A POSIX shell script that copies what an environment takes from others into its mirror. Everything is copied by digest: where
 * the catalogue has none, the script asks the publisher once, records the answer in `digests.txt`, and holds everyone to it from then on.
 * Where the catalogue knows who signs an image, no digest is recorded or copied whose signature doesn't hold.
 */
export function copyScript(environment: string, supply: Supply): string {
  const { mirror, images, charts, providers, providerMirror } = supply;
  const built = images.filter(({ builtFrom }) => builtFrom !== undefined);
  const published = images.filter(({ builtFrom }) => builtFrom === undefined);
  return [
    "#!/bin/sh",
    `# Copies everything that environment ${environment} pulls into ${mirror}, each thing by its digest.`,
    "# Needs skopeo, helm, docker (or BUILDER=podman) and terraform (or TERRAFORM=tofu), and a login at the mirror with the",
    "# right to push; for signatures cosign 3 and oras, for lists of contents docker with buildx. Run it again at will: what is",
    "# recorded in digests.txt is never taken in another content.",
    ...shellLibrary(mirror),
    "",
    ...needs(supply),
    "",
    "# Images that nobody publishes.",
    ...built.map(({ repository, tag = "", builtFrom = "" }) => call("build", repository, tag, basename(builtFrom))),
    "",
    "# Images of publishers: name, tag, digest of the catalogue, and how cosign verifies who signed it.",
    ...published.flatMap(imageCalls),
    "",
    "# Charts.",
    ...charts.map(chartCall),
    ...(providerMirror === undefined || providers.length === 0
      ? ["", "# Providers stay with their public registry: the environment names no registry.providers."]
      : ["", `# Providers; their folder is served at ${providerMirror}`, "providers"]),
    "",
    `printf '%s\\n' "everything is in $mirror; keep digests.txt under version control"`,
    "",
  ].join("\n");
}

/** Tools that must be there before anything is copied. */
function needs({ images, charts }: Supply): readonly string[] {
  const signed = images.some((image) => provenance(image).signer.kind !== "unknown");
  const tools = [
    ...(images.length === 0 ? [] : ["skopeo"]),
    ...(charts.length === 0 ? [] : ["helm"]),
    ...(signed ? ["cosign", "oras"] : []),
  ];
  return tools.length === 0 ? [] : [call("needs", ...tools)];
}

const provenance = ({ registry, repository, tag = "" }: SuppliedImage) => provenanceOf({ registry, repository, tag });

/** The image, and behind it where its publisher lists what is in it. */
function imageCalls(image: SuppliedImage): readonly string[] {
  const { registry, repository, tag = "", digest = "" } = image;
  const name = `${registry}/${repository}`;
  const { signer, bill } = provenance(image);
  const verified = signer.kind === "unknown" ? [] : cosignWords(signer, image);
  const copied = call("image", name, tag, digest, ...verified);
  switch (bill.kind) {
    case "unknown":
    case "release-file":
      return [copied];
    case "index":
      return [copied, call("bill_in_index", name, tag)];
    case "attestation":
      return [copied, call("bill_attested", name, tag, bill.type, ...verified)];
  }
}

const chartCall = ({ name, version, repository = "" }: SuppliedChart): string =>
  call("chart", name, version, repository);

const call = (name: string, ...words: readonly string[]): string => [name, ...words.map(quoted)].join(" ");
