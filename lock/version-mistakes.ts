import type { Mistake } from "../language";
import { versionSteps, type VersionStep } from "./version-steps";
import type { Lock } from "./lock-file";
import type { Standing } from "./standing";

/** Versions that differ from the recorded ones: `bestek upgrade` alone moves them. */
export function versionMistakes({ environment, versions }: Lock, standing: Standing): readonly Mistake[] {
  const steps = versionSteps(versions, standing.versions);
  const parts = steps.filter(({ kind }) => kind === "chart" || kind === "image");
  return [
    ...steps.flatMap((step) =>
      step.kind === "kubernetes" || step.kind === "postgresql" ? [chosen(environment, step)] : [],
    ),
    ...(parts.length === 0 ? [] : [catalogued(environment, parts)]),
  ];
}

const chosen = (environment: string, { kind, from, to }: VersionStep): Mistake => ({
  where: kind,
  value: to,
  why: `is locked at ${from}`,
  wayOut: `write ${from}, or upgrade: bestek upgrade ${environment} --${kind} ${to}`,
});

function catalogued(environment: string, steps: readonly VersionStep[]): Mistake {
  const [first] = steps;
  const shown = steps.slice(0, 3).map(({ name, from, to }) => `${name} ${from} -> ${to}`);
  const rest = steps.length > 3 ? `, and ${String(steps.length - 3)} more` : "";
  return {
    where: "versions",
    value: undefined,
    why: `${steps.length === 1 ? "another version" : `${String(steps.length)} other versions`} than locked: ${shown.join(", ")}${rest}`,
    wayOut: `bestek upgrade ${environment} says what changes and records it; to stay at ${first?.from ?? ""}, install the bestek release that carries it, and take back patches and services of your own that changed`,
  };
}
