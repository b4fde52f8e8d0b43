import { kubernetesSupport, supportOf, type UpgradeNote } from "../catalog";
import type { Mistake } from "../language";
import type { Lock } from "./lock-file";
import { compareVersions, versionsBetween } from "./version-number";
import type { VersionStep } from "./version-steps";

/** Steps that nobody should take: backwards, too far at once, or to where the cloud does not go. */
export const upgradeMistakes = (
  lock: Lock,
  steps: readonly VersionStep[],
  notes: readonly UpgradeNote[],
): readonly Mistake[] =>
  steps.flatMap((step) => {
    switch (step.kind) {
      case "kubernetes":
        return [...kubernetesMistakes(lock, step), ...cloudMistakes(lock, step)];
      case "postgresql":
        return compareVersions(step.to, step.from) < 0
          ? [backwards(step, "no tool takes a database back to an older major version")]
          : [];
      case "chart":
      case "image":
        return componentMistakes(
          step,
          notes.find(({ component }) => component === step.component),
        );
    }
  });

function kubernetesMistakes({ environment }: Lock, step: VersionStep): readonly Mistake[] {
  const minors = versionsBetween("minor", step.from, step.to);
  if (minors < 0) return [backwards(step, "no cloud takes a control plane back")];
  if (minors <= 1) return [];
  const next = nextMinor(step.from);
  return [
    {
      where: "kubernetes",
      value: step.to,
      why: `is ${String(minors)} minor versions above ${step.from}; control planes go one minor version at a time`,
      wayOut: `bestek upgrade ${environment} --kubernetes ${next} first, apply it at every site, then go on`,
    },
  ];
}

const nextMinor = (version: string): string => {
  const [major = "1", minor = "0"] = version.split(".");
  return `${major}.${String(Number(minor) + 1)}`;
};

function cloudMistakes({ sites }: Lock, step: VersionStep): readonly Mistake[] {
  return Object.entries(sites).flatMap(([id, { cloud }]) =>
    cloud === "existing" || supportOf(cloud, step.to) !== undefined
      ? []
      : [
          {
            where: "kubernetes",
            value: step.to,
            why: `is not offered by ${cloud}, where site ${id} stands`,
            wayOut: `choose one of ${kubernetesSupport[cloud].map(({ version }) => version).join(", ")}`,
          },
        ],
  );
}

function componentMistakes(step: VersionStep, note: UpgradeNote | undefined): readonly Mistake[] {
  if (compareVersions(step.to, step.from) < 0) {
    return [backwards(step, "what it keeps may have been migrated already")];
  }
  const limit = note?.atMostOne;
  if (note === undefined || limit === undefined || versionsBetween(limit, step.from, step.to) <= 1) return [];
  return [
    {
      where: step.name,
      value: step.to,
      why: `is more than one ${limit} version above ${step.from}: ${note.note}`,
      wayOut: "install the bestek releases in between, and upgrade and apply with each",
    },
  ];
}

const backwards = ({ name, from, to }: VersionStep, why: string): Mistake => ({
  where: name,
  value: to,
  why: `is older than ${from}, which may be running: ${why}`,
  wayOut: `stay on ${from}, with the bestek release that carries it where this one does not; the way back is a restore from before the upgrade`,
});
