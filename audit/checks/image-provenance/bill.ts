import type { Finding, Pen, Verdict } from "../../check";
import type { Facts } from "../../facts";
import { listAt, textAt, type Json } from "../../facts/json";
import { ownCharts, supplyOf } from "../../supply";

const file = "bom.cdx.json";

/** What the bill of materials says of one thing, apart from its name. */
interface Line {
  readonly name: string;
  /** Digest of an image or of a chart's files, as far as it is known. */
  readonly digest: string | undefined;
}

/** The bill of materials names everything that the files use, with the digest they use it by, and nothing else. */
export function billVerdicts(facts: Facts, ours: Pen): readonly Verdict[] {
  const { billOfMaterials, environment } = facts;
  if (billOfMaterials === undefined) {
    const why = "is missing, so that nobody can tell what the environment is made of";
    return [ours.fail(environment, { where: file, why, wayOut: "synthesize the environment again" })];
  }
  const used = new Map(usedLines(facts).map((line) => [line.name, line]));
  const listed = new Map(
    listAt(billOfMaterials, "components")
      .map(listedLine)
      .map((line) => [line.name, line]),
  );
  const failures: readonly Finding[] = [
    ...[...used.values()].flatMap((line) => lineFindings(line, listed.get(line.name))),
    ...[...listed.keys()].filter((name) => !used.has(name)).map(unused),
  ];
  return ours.sum(environment, { failures });
}

function lineFindings({ name, digest }: Line, listed: Line | undefined): readonly Finding[] {
  const where = `${file}: components`;
  const wayOut = "synthesize the environment again; never edit synthesized files";
  if (listed === undefined) return [{ where, value: name, why: "is used and not listed", wayOut }];
  if (listed.digest === digest) return [];
  const [used, said] = [digest ?? "an unknown one", listed.digest ?? "an unknown one"];
  return [{ where, value: name, why: `is listed with another content: ${said}, used is ${used}`, wayOut }];
}

const unused = (name: string): Finding => ({
  where: `${file}: components`,
  value: name,
  why: "is listed and used by no file",
  wayOut: "synthesize the environment again; never edit synthesized files",
});

function usedLines(facts: Facts): readonly Line[] {
  const { images, charts, providers } = supplyOf(facts);
  return [
    ...images.map(({ registry, repository, tag, digest }) => ({
      name: `image ${registry}/${repository}:${tag ?? ""}`,
      digest: digest?.replace(/^sha256:/, ""),
    })),
    ...charts.map(({ name, version }) => ({ name: `chart ${name}:${version}`, digest: undefined })),
    ...ownCharts(facts).map(({ site, release, digest }) => ({ name: `own chart ${site}/${release}`, digest })),
    ...providers.map(({ source, version }) => ({ name: `provider ${source}:${version}`, digest: undefined })),
  ];
}

/** A component of the bill, named as what is used is. */
function listedLine(component: Json): Line {
  const [name, version] = [textAt(component, "name") ?? "", textAt(component, "version") ?? ""];
  const hash = listAt(component, "hashes").find((one) => textAt(one, "alg") === "SHA-256");
  const type = textAt(component, "type") ?? "untyped";
  if (type === "container") return { name: `image ${name}:${version}`, digest: textAt(hash, "content") };
  if (type === "library") return { name: `provider ${name}:${version}`, digest: undefined };
  if (type !== "application") return { name: `${type} ${name}:${version}`, digest: undefined };
  return textAt(component, "purl") === undefined
    ? { name: `own chart ${name}`, digest: propertyOf(component, "bestek:files-sha256") }
    : { name: `chart ${name}:${version}`, digest: undefined };
}

const propertyOf = (component: Json, name: string): string | undefined => {
  const property = listAt(component, "properties").find((one) => textAt(one, "name") === name);
  return textAt(property, "value");
};
