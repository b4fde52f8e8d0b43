import { z } from "zod";
import type { Synthesized } from "./environment-work";
import { describeFindings, describeTotals } from "./findings";
import { describeNews } from "./recorded-news";
import { indent, table } from "./table";

const count = z.number();

const synthesizedEnvironmentSchema = z.object({
  name: z.string(),
  folder: z.string(),
  stacks: z
    .array(z.object({ name: z.string(), resources: count, after: z.array(z.string()).readonly() }).readonly())
    .readonly(),
  objects: count,
  findings: z
    .object({ checks: count, examined: count, passed: count, failed: count, undecided: count, notes: count })
    .readonly(),
  recorded: z.array(z.string()).readonly(),
});

/**
 * What came of one environment: its folder of plan, charts and evidence, from the working folder; its stacks in the order of their
 * application; the number of Kubernetes objects in all its charts; what the audit counted; and what the lock learned, a line each.
 */
export type SynthesizedEnvironment = Readonly<z.output<typeof synthesizedEnvironmentSchema>>;

export const environmentReportSchema = z.object({
  summary: synthesizedEnvironmentSchema,
  lines: z.array(z.string()).readonly(),
});

/** The same for programs and for people. */
export type EnvironmentReport = Readonly<z.output<typeof environmentReportSchema>>;

/** Of each check; `bestek audit` prints all. */
const shownFindings = 3;

/** `bestek lock` prints all. */
const shownNews = 5;

/** @param folder Folder of its plan, charts and evidence, from the working folder. */
export function reportOn(
  name: string,
  folder: string,
  { stacks, objects, evidence, remembered: { news } }: Synthesized,
): EnvironmentReport {
  return {
    summary: {
      name,
      folder,
      stacks,
      objects,
      findings: evidence.totals,
      recorded: news,
    },
    lines: [
      `▸ ${name}`,
      ...indent([
        ...table([{ title: "stack" }, { title: "resources", align: "right" }], stackRows(name, stacks)),
        `${String(objects)} Kubernetes objects, plan and evidence in ${folder}`,
        ...describeNews(name, news, shownNews),
        ...describeFindings(evidence, shownFindings),
        describeTotals(evidence),
      ]),
    ],
  };
}

/** Stacks as they are; those of tenants in one row, because there are five of each. */
function stackRows(environment: string, stacks: Synthesized["stacks"]): readonly (readonly string[])[] {
  const first = `${environment}-tenant-`;
  const ofTenants = stacks.filter(({ name }) => name.startsWith(first));
  const resources = ofTenants.reduce((sum, stack) => sum + stack.resources, 0);
  return [
    ...stacks.filter(({ name }) => !name.startsWith(first)).map((stack) => [stack.name, String(stack.resources)]),
    ...(ofTenants.length === 0 ? [] : [[`${first}*, ${String(ofTenants.length)} stacks`, String(resources)]]),
  ];
}
