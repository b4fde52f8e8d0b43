import type { Finding, Findings } from "../../../check";
import type { Facts } from "../../../facts";
import { at, listAt, textAt, type Json } from "../../../facts/json";
import { isMissed } from "../../../recovery/missed";
import { documentIn, endpointOf, type SecretDrillFact, type SnapshotTaker } from "../../../recovery/secret-drills";
import { commandOf } from "../../../workloads/pod-template";
import { readerFindings } from "./reader";

const wayOut = "synthesize the environment again; where it stays, report it";

/** What a drill of the secrets must be: of the snapshot that is taken, by a server that only it reaches, under the servers' own seal, and forgotten afterwards. */
export function secretDrillFindings(facts: Facts, taker: SnapshotTaker, drill: SecretDrillFact): Findings {
  const finding = (where: string, value: Json, why: string): Finding => ({ where, value, why, wayOut });
  const failures = [
    ...(drill.enabled ? [] : [finding("spec.suspend", true, "stops the drill where snapshots are taken")]),
    ...(drill.from !== undefined && drill.from === taker.to && endpointOf(drill) === endpointOf(taker)
      ? []
      : [
          finding(
            "fetch",
            drill.from ?? null,
            `is not where the newest snapshot is carried to (${taker.to ?? "nowhere"})`,
          ),
        ]),
    ...serverFindings(drill, finding),
    ...markFindings(taker, drill, finding),
    ...memoryFindings(drill, finding),
    ...(isMissed(facts, drill.site, drill.fact.name)
      ? []
      : [finding("PrometheusRule", drill.fact.name, "is watched by no alert: nobody is told when it fails")]),
    ...readerFindings(facts, drill),
  ];
  const sealed = sealOf(facts, drill.site);
  if (sealed === undefined) {
    return {
      failures,
      undecided: [finding("seal", drill.seal ?? null, "can't be held against the servers' own, which no file shows")],
    };
  }
  return {
    failures:
      sealed === drill.seal
        ? failures
        : [
            ...failures,
            finding(
              "seal",
              drill.seal ?? null,
              "is not the one that the servers unseal with: it proves nothing of theirs",
            ),
          ],
  };
}

type Tell = (where: string, value: Json, why: string) => Finding;

/** Nobody outside the pod asks the server, and it looks for no other one: what is restored holds every secret. */
function serverFindings({ configuration }: SecretDrillFact, finding: Tell): readonly Finding[] {
  if (configuration === undefined) return [finding("server.json", null, "is no configuration that can be read")];
  const addresses = listAt(configuration, "listener").flatMap((listener) => [
    textAt(listener, "tcp", "address") ?? "",
    textAt(listener, "tcp", "cluster_address") ?? "",
  ]);
  const joins = at(configuration, "storage", "raft", "retry_join");
  return [
    ...(addresses.length > 0 && addresses.every((address) => address.startsWith("127.0.0.1:"))
      ? []
      : [finding("listener", addresses.join(", "), "lets others than the drill ask a copy of every secret")]),
    ...(joins === undefined ? [] : [finding("retry_join", joins, "has the copy join servers that serve")]),
  ];
}

/** A snapshot that opens may still be another one: the mark that was written before it was taken is in it, and the drill compares it. */
const markFindings = (taker: SnapshotTaker, drill: SecretDrillFact, finding: Tell): readonly Finding[] =>
  taker.mark === undefined
    ? [finding(`${taker.fact.name}: take`, null, "writes no mark before the snapshot: none can be told from another")]
    : taker.mark === drill.mark
      ? []
      : [
          finding(
            "drill",
            drill.mark ?? null,
            `does not compare the mark at ${taker.mark} with the file that was fetched`,
          ),
        ];

/** What was restored lies on no disk. */
const memoryFindings = ({ pod }: SecretDrillFact, finding: Tell): readonly Finding[] =>
  listAt(pod.spec, "volumes")
    .filter(
      (volume) =>
        ["configMap", "projected", "secret"].every((kind) => at(volume, kind) === undefined) &&
        textAt(volume, "emptyDir", "medium") !== "Memory",
    )
    .map((volume) =>
      finding(
        "volumes",
        textAt(volume, "name") ?? "",
        "lies on a disk, where a copy of every secret would stay behind",
      ),
    );

/** Seal of the servers at a site, as the preparation of their release writes it. */
function sealOf({ releases }: Facts, site: string): string | undefined {
  return Object.values(releases)
    .filter((release) => release.site === site)
    .flatMap(({ values }) => values)
    .flatMap((value) => listAt(value, "server", "extraInitContainers"))
    .flatMap((container) => documentIn(commandOf(container), "seal.json") ?? [])[0];
}
