import type { Facts } from "../../facts";
import { at, listAt, textAt, type Json } from "../../facts/json";
import { podTemplates, type PodTemplate } from "../../workloads/pod-template";

/** One container of a job that dumps. */
export interface Part {
  readonly name: string;
  /** Command and arguments, one after the other. */
  readonly words: string;
  readonly container: Json;
}

/** A CronJob that dumps a database, as its file says. */
export interface DumpJob {
  readonly object: string;
  readonly site: string;
  readonly namespace: string;
  readonly account: string;
  readonly schedule: string;
  readonly suspended: boolean;
  readonly host: string;
  readonly database: string;
  readonly pod: PodTemplate;
  readonly parts: readonly Part[];
  readonly dumping: Part;
}

/** Every such job. */
export const dumpJobs = (facts: Facts): readonly DumpJob[] =>
  podTemplates(facts).flatMap((pod): readonly DumpJob[] => {
    if (pod.fact.kind !== "CronJob") return [];
    const parts = [...listAt(pod.spec, "initContainers"), ...listAt(pod.spec, "containers")].map(partOf);
    const dumping = parts.find(({ words }) => /\bpg_dump\b/.test(words));
    if (dumping === undefined) return [];
    return [
      {
        object: pod.object,
        site: pod.fact.site,
        namespace: pod.namespace,
        account: textAt(pod.spec, "serviceAccountName") ?? "default",
        schedule: textAt(pod.fact.object, "spec", "schedule") ?? "",
        suspended: at(pod.fact.object, "spec", "suspend") === true,
        host: variable(dumping, "PGHOST") ?? "",
        database: variable(dumping, "PGDATABASE") ?? "",
        pod,
        parts,
        dumping,
      },
    ];
  });

const partOf = (container: Json): Part => ({
  name: textAt(container, "name") ?? "",
  words: [...listAt(container, "command"), ...listAt(container, "args")].map((word) => textAt(word) ?? "").join("\n"),
  container,
});

/** Value of a container's variable, where it stands in the file. */
export const variable = ({ container }: Part, name: string): string | undefined =>
  textAt(
    listAt(container, "env").find((entry) => textAt(entry, "name") === name),
    "value",
  );
