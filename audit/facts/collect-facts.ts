import { Refusal, type Mistake } from "../../language";
import type { ChartFact, Facts, FootprintFact, KubernetesFact, ReleaseFact, TerraformFact } from "./facts";
import { Fields } from "./fields";
import { footprintFact } from "./footprint-facts";
import { membersAt, sortedByKey, type Json } from "./json";
import { byId, kubernetesFacts } from "./kubernetes";
import { planFacts } from "./plan-facts";
import { Reader } from "./reader";
import { releaseFacts } from "./releases";
import { isStackOf } from "./stack-name";
import { terraformFacts } from "./terraform";

/** Where one synthesis left its files. */
export interface OutputFolders {
  /** `cdktf.out`: stacks of every environment. */
  readonly terraform: string;
  /** `out/<environment>`: plan, charts and footprints. */
  readonly output: string;
  readonly environment: string;
}

const configurationFile = "terraform.tfrc";
const billFile = "bom.cdx.json";

/** Reads everything the checks may know; throws a Refusal that names every file that can't be read or parsed. */
export function collectFacts({ terraform, output, environment }: OutputFolders): Facts {
  const stackFiles = new Reader(terraform, "cdktf.out/");
  const files = new Reader(output);
  const mistakes: Mistake[] = [];
  const report = (mistake: Mistake): void => {
    mistakes.push(mistake);
  };

  const stacks = readStacks(stackFiles, environment);
  const sites = files.list("charts");
  const releases = releaseFacts(stacks, sites, (folder) => stackFiles.tree(folder));
  const charts = readCharts(files, sites);
  const objects = byId(readObjects(files, sites, releases));
  const footprints = readFootprints(files, report);
  const plan = files.json("plan.json");
  const written = files.list(".");
  const configuration = written.includes(configurationFile) ? files.text(configurationFile) : undefined;
  const billOfMaterials = readBill(files);
  const planned = plan === undefined ? undefined : planFacts(new Fields("plan.json", plan, report));

  const all = [...stackFiles.mistakes, ...files.mistakes, ...objects.mistakes, ...mistakes];
  if (all.length > 0 || planned === undefined) throw new Refusal(`output of environment "${environment}"`, all);
  return {
    format: "bestek.facts/1",
    environment,
    terraform: stacks,
    kubernetes: objects.facts,
    charts,
    releases,
    footprints,
    plan: planned,
    ...(configuration === undefined ? {} : { terraformConfiguration: configuration }),
    ...(billOfMaterials === undefined ? {} : { billOfMaterials }),
    files: sortedByKey([...stackFiles.files, ...files.files]),
  };
}

const readBill = (files: Reader): Json | undefined =>
  files.list(".").includes(billFile) ? files.json(billFile) : undefined;

/** The facts with the bill of materials that was written after they were read; throws a Refusal where it can't be parsed. */
export function withBillOfMaterials(facts: Facts, { output, environment }: OutputFolders): Facts {
  const files = new Reader(output);
  const billOfMaterials = readBill(files);
  if (files.mistakes.length > 0) throw new Refusal(`output of environment "${environment}"`, files.mistakes);
  return {
    ...facts,
    ...(billOfMaterials === undefined ? {} : { billOfMaterials }),
    files: sortedByKey([...Object.entries(facts.files), ...files.files]),
  };
}

/** Stacks that the manifest names, and any other folder of this environment: somebody may still deploy it. */
function readStacks(reader: Reader, environment: string): Readonly<Record<string, TerraformFact>> {
  const manifest = reader.json("manifest.json");
  const listed = manifest === undefined ? [] : membersAt(manifest, "stacks").map(([name]) => name);
  const stacks = [...new Set([...listed, ...reader.list("stacks")])]
    .filter((stack) => isStackOf(environment, stack))
    .sort();
  if (stacks.length === 0) {
    reader.refuse("manifest.json", {
      value: environment,
      why: "has no stack",
      wayOut: "synthesize the environment first, and check its name",
    });
  }
  const facts = stacks.flatMap((stack) => {
    const document = reader.json(`stacks/${stack}/cdk.tf.json`);
    return document === undefined ? [] : Object.entries(terraformFacts(stack, document));
  });
  return sortedByKey(facts);
}

function readObjects(
  reader: Reader,
  sites: readonly string[],
  releases: Readonly<Record<string, ReleaseFact>>,
): readonly KubernetesFact[] {
  const namespaces = new Map(
    Object.values(releases).map(({ site, name, namespace }) => [`${site ?? ""}/${name}`, namespace]),
  );
  const releaseNamespace = (site: string, release: string): string =>
    namespaces.get(`${site}/${release}`) ?? namespaces.get(`/${release}`) ?? "default";
  return sites.flatMap((site) =>
    reader.list(`charts/${site}`).flatMap((release) =>
      reader.list(`charts/${site}/${release}/objects`).flatMap((name) => {
        const file = `charts/${site}/${release}/objects/${name}`;
        const origin = { site, release, file, releaseNamespace: releaseNamespace(site, release) };
        return reader.yaml(file).flatMap((document) => objectsOf(reader, document, origin));
      }),
    ),
  );
}

function readCharts(reader: Reader, sites: readonly string[]): Readonly<Record<string, ChartFact>> {
  const charts = sites.flatMap((site) =>
    reader.list(`charts/${site}`).map((release): ChartFact => {
      const folder = `charts/${site}/${release}`;
      const files = reader.tree(folder);
      const templates = Object.keys(files).filter((path) => path.startsWith("templates/"));
      return {
        site,
        release,
        files,
        templates: Object.fromEntries(templates.map((path) => [path, reader.text(`${folder}/${path}`) ?? ""])),
      };
    }),
  );
  return sortedByKey(charts.map((chart) => [`${chart.site}/${chart.release}`, chart]));
}

function objectsOf(
  reader: Reader,
  document: Json,
  origin: Parameters<typeof kubernetesFacts>[1],
): readonly KubernetesFact[] {
  const facts = kubernetesFacts(document, origin);
  if (!("why" in facts)) return facts;
  reader.refuse(origin.file, facts);
  return [];
}

function readFootprints(reader: Reader, report: (mistake: Mistake) => void): Readonly<Record<string, FootprintFact>> {
  const facts = reader.list("footprints").flatMap((name) => {
    const file = `footprints/${name}`;
    const document = reader.json(file);
    return document === undefined ? [] : [footprintFact(file, new Fields(file, document, report))];
  });
  return sortedByKey(facts.map((fact) => [fact.component, fact]));
}
