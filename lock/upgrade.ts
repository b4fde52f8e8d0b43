import { platformUpgradeNotes, upgradeNotes, type UpgradeNote } from "../catalog";
import type { Lock, Versions } from "./lock-file";
import { upgradeMistakes } from "./upgrade-mistakes";
import { versionSteps, type VersionStep } from "./version-steps";
import type { Mistake } from "../language";

/** What an upgrade changes, and what it asks of whoever applies it. */
export interface Upgrade {
  readonly steps: readonly VersionStep[];
  /** Versions that differ too and were not asked for; synthesis waits for them. */
  readonly left: readonly VersionStep[];
  readonly mistakes: readonly Mistake[];
  readonly notes: readonly UpgradeRemark[];
  /** Charts whose definitions must be applied before their release. */
  readonly definitions: readonly { readonly chart: string; readonly version: string }[];
  /** The lock with the new versions. */
  readonly next: Lock;
}

export interface UpgradeRemark {
  readonly what: string;
  readonly note: string;
  readonly source: string;
}

/**
 * The way from the locked versions to those that this bestek synthesizes. `components` narrows it to some; versions of
 * Kubernetes and PostgreSQL move whenever the facts or the command line name another.
 */
export function planUpgrade(lock: Lock, now: Versions, components: readonly string[]): Upgrade {
  const all = versionSteps(lock.versions, now);
  const asked = (step: VersionStep): boolean =>
    step.kind === "kubernetes" ||
    step.kind === "postgresql" ||
    components.length === 0 ||
    components.includes(step.component) ||
    components.includes(step.name);
  const steps = all.filter(asked);
  const notes = upgradeNotes.filter(({ component }) => steps.some((step) => step.component === component));
  return {
    steps,
    left: all.filter((step) => !asked(step)),
    mistakes: upgradeMistakes(lock, steps, notes),
    notes: [...platformRemarks(steps), ...notes.map(remark)],
    definitions: notes.flatMap(({ definitionsFirst }) =>
      steps.flatMap(({ kind, name, to }) =>
        kind === "chart" && name === definitionsFirst?.chart ? [{ chart: name, version: to }] : [],
      ),
    ),
    next: { ...lock, versions: withSteps(lock.versions, steps) },
  };
}

const remark = ({ component, note, source }: UpgradeNote): UpgradeRemark => ({
  what: component,
  note,
  source: `${source.ref}, ${source.date}`,
});

const platformRemarks = (steps: readonly VersionStep[]): readonly UpgradeRemark[] =>
  steps.flatMap(({ kind }) => {
    switch (kind) {
      case "kubernetes":
      case "postgresql": {
        const { note, source } = platformUpgradeNotes[kind];
        return [{ what: kind, note, source: `${source.ref}, ${source.date}` }];
      }
      case "chart":
      case "image":
        return [];
    }
  });

const withSteps = (versions: Versions, steps: readonly VersionStep[]): Versions => {
  const of = (kind: VersionStep["kind"]): Readonly<Record<string, string>> =>
    Object.fromEntries(steps.filter((step) => step.kind === kind).map(({ name, to }) => [name, to]));
  return {
    kubernetes: of("kubernetes")["kubernetes"] ?? versions.kubernetes,
    postgresql: of("postgresql")["postgresql"] ?? versions.postgresql,
    charts: { ...versions.charts, ...of("chart") },
    images: { ...versions.images, ...of("image") },
  };
};
