import type { Facts, KubernetesFact } from "../facts";
import { at, listAt, numberAt, textAt, type Json } from "../facts/json";
import { objectsOfKind } from "../facts/of-kind";
import { cronSeconds } from "./time";

/** A job that carries objects from one bucket to another, as its CronJob says it. */
export interface CarrierFact {
  readonly object: string;
  readonly site: string;
  readonly from: string;
  readonly to: string;
  readonly enabled: boolean;
  /** True where it removes at the target what is gone at the source. */
  readonly deletions: boolean;
  /** Longest time until a new object has arrived; undefined where schedule or deadline don't bound it. */
  readonly bound: { readonly interval: number; readonly run: number } | undefined;
  /** What can't be right about its times, as the end of a sentence. */
  readonly unbounded: string;
}

/** Verbs of rclone that carry objects, and whether they delete. */
const verbs: Readonly<Record<string, { readonly deletions: boolean }>> = {
  copy: { deletions: false },
  sync: { deletions: true },
};

/** Every CronJob whose container is rclone between two buckets. */
export const carrierFacts = ({ kubernetes }: Pick<Facts, "kubernetes">): readonly CarrierFact[] =>
  objectsOfKind({ kubernetes }, "CronJob").flatMap(([object, fact]) => carrierOf(object, fact));

function carrierOf(id: string, { site, object }: KubernetesFact): readonly CarrierFact[] {
  const job = at(object, "spec", "jobTemplate", "spec");
  return listAt(job, "template", "spec", "containers").flatMap((container) => {
    if (listAt(container, "command")[0] !== "rclone") return [];
    const args = listAt(container, "args").map((argument) => expanded(argument, container));
    const verb = verbs[args[0] ?? ""];
    const from = bucketIn(args[1], "from");
    const to = bucketIn(args[2], "to");
    return verb === undefined || from === undefined || to === undefined
      ? []
      : [
          {
            object: id,
            site,
            from,
            to,
            enabled: at(object, "spec", "suspend") !== true,
            deletions: verb.deletions,
            ...times(object, job),
          },
        ];
  });
}

const bucketIn = (argument: string | undefined, remote: string): string | undefined => {
  const bucket = argument?.startsWith(`${remote}:`) === true ? argument.slice(remote.length + 1) : "";
  return bucket === "" || bucket.includes("$(") ? undefined : bucket;
};

/** `$(NAME)` as the kubelet writes it out; names without a plain value stay as they are. */
function expanded(argument: Json, container: Json): string {
  const values = new Map(
    listAt(container, "env").flatMap((variable) => {
      const [name, value] = [textAt(variable, "name"), textAt(variable, "value")];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
  return typeof argument === "string"
    ? argument.replace(/\$\((\w+)\)/g, (whole, name: string) => values.get(name) ?? whole)
    : "";
}

/** A run that may outlast the interval makes the next one late: then the interval bounds nothing. */
function times(object: Json, job: Json | undefined): Pick<CarrierFact, "bound" | "unbounded"> {
  const schedule = textAt(object, "spec", "schedule") ?? "";
  const interval = cronSeconds(schedule);
  const run = numberAt(job, "activeDeadlineSeconds");
  if (interval === undefined) return { bound: undefined, unbounded: `schedule "${schedule}" has no even interval` };
  if (run === undefined) return { bound: undefined, unbounded: "nothing ends a run that takes too long" };
  return run > interval
    ? {
        bound: undefined,
        unbounded: `a run may take ${String(run)} s, longer than the ${String(interval)} s until the next`,
      }
    : { bound: { interval, run }, unbounded: "" };
}
