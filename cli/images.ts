import { join, resolve } from "node:path";
import { supplyOf, type Supply, type SuppliedImage } from "../audit";
import { provenanceOf, type PublishedBill, type Signer } from "../catalog";
import { recordedDigests, writeMirrorFolder } from "../output/mirror";
import type { Outcome } from "./outcome";
import { findInstallation } from "./package-root";
import { readSynthesis, type SynthesisFolders } from "./read-synthesis";
import { indent, table } from "./table";

export interface ImagesRequest extends SynthesisFolders {
  /** Whether to write the script that copies everything. */
  readonly mirror: boolean;
  /** Folder below which each environment's mirror folder lies. */
  readonly to: string;
}

/** One image with what is known of its content. */
export interface ListedImage extends SuppliedImage {
  /** Where the digest was read; absent where it is unknown. */
  readonly digestFrom?: "catalogue" | "copy script";
  /** How its publisher signs it; unknown where nobody was found to have documented that. */
  readonly signature: Signer["kind"] | "unknown";
  /** Where its publisher lists what is in it. */
  readonly contents: PublishedBill["kind"] | "unknown";
}

export interface Images {
  readonly format: "bestek.images/1";
  readonly environment: string;
  readonly mirror: string;
  readonly providerMirror?: string;
  readonly images: readonly ListedImage[];
  readonly charts: Supply["charts"];
  readonly providers: Supply["providers"];
  /** Files that were written, from the working folder. */
  readonly written: readonly string[];
}

/** Every image, chart and provider that an environment takes from others; with `mirror` also the script that copies them. */
export function images(request: ImagesRequest): Outcome<Images> {
  const { workingFolder, environment, mirror, to } = request;
  const supply = supplyOf(readSynthesis(request));
  const folder = join(to, environment);
  const target = resolve(workingFolder, folder);
  const digests = recordedDigests(target);
  const files = mirror
    ? writeMirrorFolder({ folder: target, environment, supply, packageFolder: findInstallation().folder })
    : [];
  const data: Images = {
    format: "bestek.images/1",
    environment,
    ...supply,
    images: supply.images.map((image) => listed(image, digests)),
    written: files.map((file) => join(folder, file)),
  };
  return { exitCode: 0, data, lines: describe(data, folder) };
}

function listed(image: SuppliedImage, digests: ReadonlyMap<string, string>): ListedImage {
  const { registry, repository, tag = "" } = image;
  const { signer, bill } = provenanceOf({ registry, repository, tag });
  const known = { ...image, signature: signer.kind, contents: bill.kind };
  if (image.digest !== undefined) return { ...known, digestFrom: "catalogue" };
  const digest = digests.get(`${registry}/${repository}:${tag}`);
  return digest === undefined ? known : { ...known, digest, digestFrom: "copy script" };
}

const signatureWord: Readonly<Record<ListedImage["signature"], string>> = {
  keyless: "keyless",
  key: "by key",
  unknown: "unknown by whom",
};

function describe(data: Images, folder: string): readonly string[] {
  const { environment, images: all, charts, providers, mirror, providerMirror, written } = data;
  const unknown = all.filter(({ digest }) => digest === undefined).length;
  const unsigned = all.filter(({ signature }) => signature === "unknown").length;
  const unlisted = all.filter(({ contents }) => contents === "unknown").length;
  return [
    `▸ ${environment}: ${String(all.length)} images, pulled from ${mirror}`,
    ...indent(
      table(
        [{ title: "publisher" }, { title: "image" }, { title: "tag" }, { title: "signed" }, { title: "digest" }],
        all.map(({ registry, repository, tag, digest, builtFrom, signature }) => [
          builtFrom === undefined ? registry : `built from ${builtFrom}`,
          repository,
          tag ?? "unknown",
          signatureWord[signature],
          digest ?? "digest unknown",
        ]),
      ),
    ),
    `▸ ${String(charts.length)} charts, pulled from oci://${mirror}/charts`,
    ...indent(
      table(
        [{ title: "chart" }, { title: "version" }, { title: "publisher" }],
        charts.map(({ name, version, repository }) => [name, version, repository ?? "publisher unknown"]),
      ),
    ),
    `▸ ${String(providers.length)} providers, pulled from ${providerMirror ?? "their public registry: registry.providers is not set"}`,
    ...indent(
      table(
        [{ title: "provider" }, { title: "version" }],
        providers.map(({ source, version }) => [source, version]),
      ),
    ),
    `! ${String(unsigned)} of ${String(all.length)} images: unknown who signs them, so that the copy script verifies the signatures of the others alone`,
    `! ${String(unlisted)} of ${String(all.length)} images: unknown whether their publisher lists what is in them`,
    `! ${String(charts.length)} charts: their signatures are not verified, their digests are recorded`,
    ...(unknown === 0
      ? []
      : [
          `! ${String(unknown)} digests unknown: the copy script asks the publishers once and records what they answer`,
        ]),
    ...(written.length === 0
      ? [`Copy them: bestek images ${environment} --mirror`]
      : [...written.map((file) => `✔ ${file}`), `Next: sh ${join(folder, "copy.sh")}`]),
  ];
}
