import type { Facts, KubernetesFact } from "../facts";
import { at, listAt, textAt, type Json } from "../facts/json";
import { objectsOfKind } from "../facts/of-kind";
import { podFiles } from "../workloads/pod-files";

/** A CronJob that compares the objects of one bucket with those of another. */
export interface ComparisonFact {
  readonly object: string;
  readonly site: string;
  readonly namespace: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly enabled: boolean;
  /** Whether it reads the objects themselves, and takes nobody's word for their sums. */
  readonly reads: boolean;
}

/** Every CronJob whose script has rclone compare two buckets that its variables name. */
export const comparisonFacts = ({ kubernetes }: Pick<Facts, "kubernetes">): readonly ComparisonFact[] =>
  objectsOfKind({ kubernetes }, "CronJob").flatMap(([object, fact]) => comparisonOf(kubernetes, object, fact));

function comparisonOf(
  kubernetes: Facts["kubernetes"],
  id: string,
  { site, namespace = "", name, object }: KubernetesFact,
): readonly ComparisonFact[] {
  const pod = at(object, "spec", "jobTemplate", "spec", "template", "spec");
  const compares = podFiles({ spec: pod ?? null }, (files) => kubernetes[`${site}/${namespace}/ConfigMap/${files}`])
    .flatMap(({ text }) => text.split("\n"))
    .find((line) => /^\s*rclone check "from:\$FROM_BUCKET" "to:\$TO_BUCKET"/.test(line));
  return listAt(pod, "containers").flatMap((container) => {
    const [from, to] = [variable(container, "FROM_BUCKET"), variable(container, "TO_BUCKET")];
    return compares === undefined || from === undefined || to === undefined
      ? []
      : [
          {
            object: id,
            site,
            namespace,
            name,
            from,
            to,
            enabled: at(object, "spec", "suspend") !== true,
            reads: compares.includes(" --download"),
          },
        ];
  });
}

function variable(container: Json, wanted: string): string | undefined {
  const found = listAt(container, "env").find((each) => textAt(each, "name") === wanted);
  return found === undefined ? undefined : textAt(found, "value");
}
