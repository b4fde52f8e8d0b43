import type { Facts, KubernetesFact } from "../facts";
import { at, listAt, numberAt, textAt } from "../facts/json";
import { objectsOfKind } from "../facts/of-kind";
import { podFiles } from "../workloads/pod-files";
import { oncePerObject } from "../once-per-object";
import { weeklyMinutes } from "./cron-week";

/** A CronJob that looks at buckets of its own site: it draws a sample of what is written there, or compares a copy with one. */
export interface ReplicaLook {
  readonly object: string;
  readonly site: string;
  readonly namespace: string;
  readonly name: string;
  readonly does: "draws" | "compares";
  readonly enabled: boolean;
  /** Whether it reads the objects themselves, and takes nobody's word for their sums. */
  readonly reads: boolean;
  /** Whether it says, or waits to be told, what the source still holds. */
  readonly again: boolean;
  /** When it begins on its day of the week; undefined where the schedule says no such times. */
  readonly begins: ReturnType<typeof weeklyMinutes>;
  /** Longest time of one run in minutes; undefined where nothing ends it. */
  readonly run: number | undefined;
}

/** What looks at a bucket. */
export interface Looks {
  readonly draws: ReplicaLook | undefined;
  readonly compares: ReplicaLook | undefined;
}

/** What looks at a bucket where it stands, by its name. */
export const looksAt = ({ kubernetes }: Pick<Facts, "kubernetes">, site: string, bucket: string): Looks => {
  const looks = byBucket(kubernetes).get(`${site}/${bucket}`) ?? [];
  return {
    draws: looks.find(({ does }) => does === "draws"),
    compares: looks.find(({ does }) => does === "compares"),
  };
};

/** Jobs that compare, by their ids, with the buckets that each compares. */
export const comparers = oncePerObject(
  (
    kubernetes: Facts["kubernetes"],
  ): ReadonlyMap<string, { readonly look: ReplicaLook; readonly buckets: readonly string[] }> =>
    new Map(
      objectsOfKind({ kubernetes }, "CronJob").flatMap(([id, fact]) => {
        const looks = looksOf(kubernetes, id, fact).filter(([, { does }]) => does === "compares");
        return looks.slice(0, 1).map(([, look]) => [id, { look, buckets: looks.map(([bucket]) => bucket) }] as const);
      }),
    ),
);

const byBucket = oncePerObject((kubernetes: Facts["kubernetes"]): ReadonlyMap<string, readonly ReplicaLook[]> => {
  const found = new Map<string, ReplicaLook[]>();
  for (const [id, fact] of objectsOfKind({ kubernetes }, "CronJob")) {
    for (const [bucket, look] of looksOf(kubernetes, id, fact)) {
      const place = `${fact.site}/${bucket}`;
      found.set(place, [...(found.get(place) ?? []), look]);
    }
  }
  return found;
});

/** The script's last lines name what it is called with: a bucket by the variable that holds its name. */
const calls = {
  draws: /^sample "\w+:\$(\w+)" (?:keeps|forgets) \|\| failed=1$/,
  compares: /^judge "\w+:\$(\w+)" \|\| failed=1$/,
} as const;

function looksOf(
  kubernetes: Facts["kubernetes"],
  id: string,
  { site, namespace = "", name, object }: KubernetesFact,
): readonly (readonly [bucket: string, look: ReplicaLook])[] {
  const job = at(object, "spec", "jobTemplate", "spec");
  const pod = at(job, "template", "spec");
  const [container] = listAt(pod, "containers");
  const run = listAt(container, "command").at(-1);
  const script = podFiles({ spec: pod ?? null }, (files) => kubernetes[`${site}/${namespace}/ConfigMap/${files}`]).find(
    (file) => typeof run === "string" && run.endsWith(`/${file.name}`),
  )?.text;
  if (script === undefined) return [];
  const lines = script.split("\n");
  const seconds = numberAt(job, "activeDeadlineSeconds");
  const variables = new Map(
    listAt(container, "env").map((variable) => [textAt(variable, "name"), textAt(variable, "value")] as const),
  );
  return (["draws", "compares"] as const).flatMap((does) => {
    const look: ReplicaLook = {
      object: id,
      site,
      namespace,
      name,
      does,
      enabled: at(object, "spec", "suspend") !== true,
      reads: lines.some((line) => /rclone hashsum sha256 "\$1" --download /.test(line)),
      again: lines.some((line) => line.includes('.kept"')),
      begins: weeklyMinutes(textAt(object, "spec", "schedule") ?? ""),
      run: seconds === undefined ? undefined : seconds / 60,
    };
    return lines.flatMap((line) => {
      const bucket = variables.get(calls[does].exec(line)?.[1]);
      return bucket === undefined ? [] : [[bucket, look] as const];
    });
  });
}
