import {
  ownCharts,
  supplyOf,
  type Facts,
  type OwnChart,
  type SuppliedChart,
  type SuppliedImage,
  type SuppliedProvider,
} from "../../audit";
import { provenanceOf, suppliedBy } from "../../catalog";

/** A component as CycloneDX 1.6 writes it. */
export type Component = Readonly<Record<string, unknown>> & { readonly "bom-ref": string };

/** Everything that an environment is made of, each thing once, in the order of references. */
export function components(facts: Facts): readonly Component[] {
  const { images, charts, providers } = supplyOf(facts);
  return [
    ...images.map(image),
    ...charts.map(chart),
    ...ownCharts(facts).map(ownChart),
    ...providers.map(provider),
  ].sort((a, b) => (a["bom-ref"] < b["bom-ref"] ? -1 : 1));
}

function image(supplied: SuppliedImage): Component {
  const { registry, repository, tag, digest, builtFrom } = supplied;
  const name = `${registry}/${repository}`;
  const { signer, bill } = provenanceOf({ registry, repository, tag: tag ?? "" });
  const { supplier, licence } = suppliedBy({ registry, repository });
  return {
    "bom-ref": `image/${name}:${tag ?? digest ?? "unknown"}`,
    type: "container",
    name,
    ...(tag === undefined ? {} : { version: tag }),
    ...(builtFrom === undefined ? { purl: imagePurl(supplied) } : {}),
    ...(digest === undefined ? {} : { hashes: [{ alg: "SHA-256", content: digest.replace(/^sha256:/, "") }] }),
    ...(supplier === undefined ? {} : { supplier: { name: supplier.name, address: { country: supplier.country } } }),
    ...(licence === undefined ? {} : { licenses: [{ license: { id: licence, acknowledgement: "declared" } }] }),
    properties: properties({
      "bestek:built-from": builtFrom,
      "bestek:country-of-origin": supplier?.country ?? "unknown",
      "bestek:digest": digest === undefined ? "unknown" : undefined,
      "bestek:licence": licence === undefined ? "unknown" : undefined,
      "bestek:published-contents": bill.kind,
      "bestek:signature": signer.kind,
    }),
  };
}

/** An image's package URL: the digest is its version, and its tag a qualifier (type `oci`). */
function imagePurl({ registry, repository, tag, digest }: SuppliedImage): string {
  const name = repository.slice(repository.lastIndexOf("/") + 1);
  const version = digest === undefined ? "" : `@${encodeURIComponent(digest)}`;
  const qualifiers = [`repository_url=${registry}/${repository}`, ...(tag === undefined ? [] : [`tag=${tag}`])];
  return `pkg:oci/${name}${version}?${qualifiers.join("&")}`;
}

const chart = ({ name, version, repository }: SuppliedChart): Component => ({
  "bom-ref": `chart/${name}:${version}`,
  type: "application",
  name,
  version,
  purl: `pkg:helm/${name}@${encodeURIComponent(version)}${repository === undefined ? "" : `?repository_url=${encodeURIComponent(repository)}`}`,
  properties: properties({
    "bestek:country-of-origin": "unknown",
    "bestek:repository": repository === undefined ? "unknown" : undefined,
    "bestek:signature": "unknown",
  }),
});

/** What bestek writes itself: no version of its own, but a digest of its files. */
const ownChart = ({ site, release, digest }: OwnChart): Component => ({
  "bom-ref": `own-chart/${site}/${release}`,
  type: "application",
  name: `${site}/${release}`,
  properties: properties({ "bestek:files-sha256": digest, "bestek:written-by": "bestek" }),
});

const provider = ({ source, version }: SuppliedProvider): Component => ({
  "bom-ref": `provider/${source}:${version}`,
  type: "library",
  name: source,
  version,
  properties: properties({ "bestek:country-of-origin": "unknown", "bestek:kind": "terraform-provider" }),
});

const properties = (
  values: Readonly<Record<string, string | undefined>>,
): readonly { readonly name: string; readonly value: string }[] =>
  Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
