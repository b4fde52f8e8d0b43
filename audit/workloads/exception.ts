/** Annotations of this form on a pod template (or a namespace) excuse it from a rule, in public and with a reason. */
const prefix = "bestek.eu/exception-";

/** Every rule that an annotation can excuse from; the names are the annotations' ends. */
export const excusableRules = [
  "resources",
  "probes",
  "disruption-budget",
  "zone-spread",
  "read-only-root",
  "capabilities",
  "service-account-token",
  "pod-security",
] as const;

export type ExcusableRule = (typeof excusableRules)[number];

type Annotations = Readonly<Record<string, string>>;

/** Reason for which the object is excused from a rule; undefined where it isn't, or where no reason is given. */
export function excuse(annotations: Annotations, rule: ExcusableRule): string | undefined {
  const reason = annotations[`${prefix}${rule}`]?.trim();
  return reason === "" ? undefined : reason;
}

/** Annotations that excuse nothing: no such rule, or no reason. */
export const idleExcuses = (annotations: Annotations): readonly (readonly [key: string, why: string])[] =>
  Object.entries(annotations)
    .filter(([key]) => key.startsWith(prefix))
    .flatMap(([key, reason]): (readonly [string, string])[] => {
      const rule = key.slice(prefix.length);
      if (!excusableRules.some((known) => known === rule)) return [[key, "names a rule that doesn't exist"]];
      return reason.trim() === "" ? [[key, "gives no reason"]] : [];
    });

/** The exceptions in force, written as notes. */
export const excuseNotes = (annotations: Annotations): readonly string[] =>
  excusableRules.flatMap((rule) => {
    const reason = excuse(annotations, rule);
    return reason === undefined ? [] : [`exception ${rule}: ${reason}`];
  });
