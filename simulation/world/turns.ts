import { at, numberAt, textAt } from "../../audit/facts/json";
import { grouped } from "../../audit/grouped";
import { minutesOfWeek, weekMinutes } from "../../audit/recovery/cron-week";
import type { PodTemplate } from "../../audit/workloads/pod-template";
import { schedulable } from "./pod-spec";

/**
 * Tasks that wait while the most of their kind run, where each begins at times of the week and ends by its deadline. What has no such times, or no deadline,
 * never waits.
 */
export const waitingTheirTurn = (templates: readonly PodTemplate[]): ReadonlySet<PodTemplate> =>
  new Set([...grouped(templates.flatMap(turnOf), ({ kind }) => kind).values()].flatMap(waitingIn));

interface Turn {
  readonly template: PodTemplate;
  /** The same for pods that nothing but their tenant tells apart. */
  readonly kind: string;
  /** Minutes of the week in which its pod may stand. */
  readonly minutes: ReadonlySet<number>;
}

/** Seconds that a pod has to end where it says nothing (Kubernetes API, PodSpec v1). */
const defaultGrace = 30;

function turnOf(template: PodTemplate): readonly Turn[] {
  const { fact, labels, spec } = template;
  if (fact.kind !== "CronJob" || at(fact.object, "spec", "suspend") === true) return [];
  const begins = minutesOfWeek(textAt(fact.object, "spec", "schedule") ?? "");
  const deadline = numberAt(fact.object, "spec", "jobTemplate", "spec", "activeDeadlineSeconds");
  if (begins === undefined || deadline === undefined) return [];
  const length = Math.ceil((deadline + (numberAt(spec, "terminationGracePeriodSeconds") ?? defaultGrace)) / 60);
  const minutes = new Set(
    begins.flatMap((begin) => Array.from({ length }, (_, minute) => (begin + minute) % weekMinutes)),
  );
  return [{ template, kind: JSON.stringify([labels, schedulable(spec)]), minutes }];
}

/** All but those that run in the minute in which most do. */
function waitingIn(turns: readonly Turn[]): readonly PodTemplate[] {
  const running = Array.from({ length: weekMinutes }, () => 0);
  for (const { minutes } of turns) for (const minute of minutes) running[minute] = (running[minute] ?? 0) + 1;
  const busiest = running.indexOf(Math.max(...running));
  return turns.flatMap(({ template, minutes }) => (minutes.has(busiest) ? [] : [template]));
}
