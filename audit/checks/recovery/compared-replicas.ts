import { recoveryFigures } from "../../../catalog";
import type { Finding } from "../../check";
import type { Facts } from "../../facts";
import { isMissed } from "../../recovery/missed";
import { looksAt, type ReplicaLook } from "../../recovery/replica-looks";
import type { Replica } from "../../recovery/replicas";

const wayOut = "synthesize the comparison of the service's buckets again";

/** What is wrong with how a bucket is compared with the copy that its storage makes of it beside the other site. */
export function replicaFindings(
  facts: Facts,
  { source, site }: Replica,
  copy: Extract<Replica["copy"], { kind: "in-reach" }>,
): readonly Finding[] {
  const { draws } = looksAt(facts, site, source.name);
  const { compares } = looksAt(facts, copy.site, copy.name);
  if (draws === undefined || compares === undefined) {
    return [
      ...(draws === undefined
        ? [{ where: "CronJob", value: source.name, why: "has no sample drawn where it is written", wayOut }]
        : []),
      ...(compares === undefined
        ? [{ where: "CronJob", value: copy.name, why: "is compared with what it is the copy of by nothing", wayOut }]
        : []),
    ];
  }
  return [
    ...lookFindings(draws, "stops the samples where objects are written"),
    ...lookFindings(compares, "stops the comparison where objects are copied to"),
    ...orderFindings(draws, compares, recoveryFigures.replicationLag[source.cloud].value / 60),
    ...(isMissed(facts, copy.site, compares.name, compares.namespace)
      ? []
      : [finding(compares, "PrometheusRule", "nobody is told when it fails")]),
  ];
}

const finding = ({ object }: ReplicaLook, where: string, why: string): Finding => ({
  where: `${object}: ${where}`,
  why,
  wayOut,
});

const lookFindings = (look: ReplicaLook, stops: string): readonly Finding[] => [
  ...(look.enabled ? [] : [finding(look, "spec.suspend", stops)]),
  ...(look.reads
    ? []
    : [finding(look, "--download", "is missing, so that storages are asked for sums and never read")]),
  ...(look.again
    ? []
    : [finding(look, ".kept", "is no part of it, so that what was deleted or replaced since is taken for a fault")]),
];

/** A sample must have been drawn and copied before its copy is looked at, and the source is asked again after that. */
function orderFindings(draws: ReplicaLook, compares: ReplicaLook, lag: number): readonly Finding[] {
  const [first, second, ...more] = draws.begins?.minutes ?? [];
  const [begins, ...others] = compares.begins?.minutes ?? [];
  if (
    first === undefined ||
    second === undefined ||
    begins === undefined ||
    more.length + others.length > 0 ||
    draws.begins?.weekday !== compares.begins?.weekday
  ) {
    const why = "draws and looks again, and compares in between, on no one day of the week";
    return [finding(draws, "spec.schedule", why)];
  }
  if (draws.run === undefined || compares.run === undefined) {
    const open = draws.run === undefined ? draws : compares;
    return [finding(open, "activeDeadlineSeconds", "is missing, so that nothing says when a look is over")];
  }
  return [
    ...(begins >= first + draws.run + lag
      ? []
      : [finding(compares, "spec.schedule", "begins before the sample must have been drawn and copied")]),
    ...(second > begins
      ? []
      : [finding(draws, "spec.schedule", "looks again before its copy was looked at, which tells nothing of it")]),
    ...(begins + compares.run >= second + draws.run + lag
      ? []
      : [finding(compares, "activeDeadlineSeconds", "ends it before it can be told what the source still holds")]),
  ];
}
