import { pen, type Check, type Finding } from "../check";
import type { ChartFact, Facts } from "../facts";
import { grouped } from "../grouped";
import { oncePerObject } from "../once-per-object";

const id = "carried-charts";
const ours = pen(id);

/** What was judged is what will be installed: stacks carry the very charts whose objects the audit read, and all of them. */
export const carriedCharts: Check = {
  id,
  title: "Stacks install the charts that were judged, unchanged and complete",
  controls: ["A.8.32"],
  judge: (facts) => [
    ...Object.entries(facts.charts).flatMap(([name, chart]) =>
      ours.sum(`chart/${name}`, { failures: [...unreadFiles(chart), ...carriers(chart, facts)] }),
    ),
    ...Object.entries(facts.releases)
      .filter(([, { carried }]) => carried !== undefined)
      .flatMap(([object, { name, site }]) =>
        ours.sum(object, {
          failures: (chartsByRelease(facts.charts).get(name) ?? []).some((chart) => isAt(site, chart))
            ? []
            : [{ where: "chart", value: name, why: "installs a chart that nobody judged", wayOut: "synthesize again" }],
        }),
      ),
  ],
};

const isAt = (site: string | undefined, chart: ChartFact): boolean => site === undefined || site === chart.site;

const chartsByRelease = oncePerObject((charts: Facts["charts"]) =>
  grouped(Object.values(charts), ({ release }) => release),
);

const releasesByName = oncePerObject((releases: Facts["releases"]) =>
  grouped(Object.entries(releases), ([, { name }]) => name),
);

const knownFiles = /^(?:Chart\.yaml|objects\/[^/]+\.yaml|templates\/objects\.yaml)$/;

/** The only template that adds nothing to the objects: it prints each of them as it stands. */
const verbatim =
  /^\s*\{\{-? range \$path, \$bytes := \.Files\.Glob "objects\/\*\.yaml" -?\}\}\s*---\s*\{\{-? \$\.Files\.Get \$path -?\}\}\s*\{\{-? end -?\}\}\s*$/;

function unreadFiles({ files, templates }: ChartFact): readonly Finding[] {
  return [
    ...Object.keys(files)
      .filter((path) => !knownFiles.test(path))
      .map((path) => ({
        where: path,
        why: "is a file that Helm may read and the audit doesn't",
        wayOut: "write every object into objects/",
      })),
    ...Object.entries(templates)
      .filter(([path, text]) => knownFiles.test(path) && !verbatim.test(text))
      .map(([path]) => ({
        where: path,
        why: "does more than print the objects as they stand",
        wayOut: "write every object into objects/, and let the template print them",
      })),
  ];
}

function carriers(chart: ChartFact, { releases }: Facts): readonly Finding[] {
  const carrying = (releasesByName(releases).get(chart.release) ?? []).filter(([, { site }]) => isAt(site, chart));
  if (carrying.length === 0) {
    return [
      {
        where: "helm_release",
        why: "none installs the chart",
        wayOut: "carry it in a stack of its site, or remove it",
      },
    ];
  }
  return carrying.flatMap(([object, { carried = {} }]) =>
    [...new Set([...Object.keys(chart.files), ...Object.keys(carried)])]
      .filter((path) => chart.files[path] !== carried[path])
      .sort()
      .map((path) => ({
        where: path,
        value: object,
        why: "carries another content than the one that was judged",
        wayOut: "synthesize charts and stacks together",
      })),
  );
}
