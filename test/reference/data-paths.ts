import type { Facts } from "../../audit";
import { hopObject, paths } from "../../audit/checks/paths";
import { dataPathsMarkdown, type HopVerdict, type PathReport } from "../../reports";

/** Facts of a sample, the paths of it that the page shows, and the tenant whose they are where there are several. */
export interface ShownSample {
  readonly sample: string;
  readonly facts: Facts;
  readonly shown: readonly string[];
  readonly tenant?: string;
}

/** One path for each data flow, and those of other products and of tenants where they differ. */
export const shownPaths = {
  zuid: ["mail-receipt", "authentication-portal-web", "synchronous-files-web", "asynchronous-audit-mail"],
  oost: ["authentication-portal-web", "asynchronous-audit-mail"],
  west: ["mail-receipt"],
} as const;

/** Facts of the samples in which paths are judged: a dedicated one, one of other products, and a shared one with its first tenants. */
export interface PathSamples {
  readonly zuid: Facts;
  readonly oost: Facts;
  readonly west: Facts;
}

/** The samples as the page shows them. */
export const shownSamples = (facts: PathSamples): readonly ShownSample[] => {
  const [tenant] = Object.keys(facts.west.plan.tenancy?.tenants ?? {});
  return [
    { sample: "noveu-zuid", facts: facts.zuid, shown: shownPaths.zuid },
    { sample: "noveu-oost", facts: facts.oost, shown: shownPaths.oost },
    {
      sample: "noveu-west",
      facts: facts.west,
      shown: shownPaths.west,
      ...(tenant === undefined ? {} : { tenant }),
    },
  ];
};

const head = [
  "# Data flows as paths",
  "Every sample declares the data flows of the reference architecture as paths of hops, beside its services (`suites/noveu/mail-receipt.ts`, `suites/platform/paths`). A hop is\n" +
    "a network edge, something asked inside a process, or a record. The audit's check `paths` judges each from the synthesized files: it is there, it fails closed, and\n" +
    "nobody else gets to its end: nobody but the hops of all paths that lead there, whoever is named beside one, and kubelets. Below is one path for each data flow, then those of other products and of tenants where they differ; `plan.json` has all of them, and\n" +
    "`bestek audit` prints every hop that does not hold. What the check shows and what it does not: `docs/decisions/2026-11-22-data-flows-are-paths.md`.",
  "Written by `npm run docs:coverage` from what is synthesized; a test compares this page.",
];

/** The page of paths, with what the check finds of them. */
export const dataPathsPage = (samples: readonly ShownSample[]): string =>
  dataPathsMarkdown(
    head,
    samples.flatMap(({ sample, facts, shown, tenant }) => {
      const verdicts = verdictsOf(facts);
      return shown.flatMap((id): readonly PathReport[] => {
        const path = facts.plan.paths?.[id];
        if (path === undefined) throw new Error(`${sample} has no path ${id}`);
        const byHop = Object.keys(path.hops).map((hop) => [hop, found(verdicts, facts, tenant, id, hop)] as const);
        return [{ sample, id, path, verdicts: Object.fromEntries(byHop) }];
      });
    }),
  );

type Verdicts = ReadonlyMap<string, HopVerdict["outcome"]>;

const verdictsOf = (facts: Facts): Verdicts =>
  new Map(paths.judge(facts).map(({ object, outcome }) => [object, outcome]));

function found(
  verdicts: Verdicts,
  facts: Facts,
  tenant: string | undefined,
  path: string,
  hop: string,
): readonly HopVerdict[] {
  return Object.keys(facts.plan.sites).flatMap((site) =>
    [undefined, ...(tenant === undefined ? [] : [tenant])].flatMap((whose) => {
      const outcome = verdicts.get(hopObject({ site: { name: site }, tenant: whose }, path, hop));
      return outcome === undefined ? [] : [{ site: whose === undefined ? site : `${site}, ${whose}`, outcome }];
    }),
  );
}
