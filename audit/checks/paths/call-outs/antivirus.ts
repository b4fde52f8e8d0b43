import type { Finding } from "../../../check";
import { at, numberAt, textAt, textsAt } from "../../../facts/json";
import { selects } from "../../../network/label-selector";
import { filesOf } from "../files";
import { mailLines } from "../mail-lines";
import type { World } from "../world";

/** Every message is shown to the milter before it is taken, and put off while that doesn't answer. */
export function scanFindings(world: World, server: string, milter: string): readonly Finding[] {
  const where = (field: string): string => `${server} MtaMilter ${field}`;
  const asked = mailLines(world, server, "MtaMilter").filter(
    ({ value }) =>
      isOf(world, textAt(value, "hostname"), milter) &&
      world.podsOf(milter).some(({ ports }) => ports.some(({ port }) => port === numberAt(value, "port"))),
  );
  if (asked.length === 0) {
    return [
      {
        where: where("hostname"),
        why: `leads to none of ${milter}, so that no message is looked at`,
        wayOut: "name its Service and its port",
      },
    ];
  }
  return asked.flatMap(({ value }) => [
    ...(at(value, "tempFailOnError") === true
      ? []
      : [
          {
            where: where("tempFailOnError"),
            value: at(value, "tempFailOnError") ?? null,
            why: "lets messages pass unseen while nobody answers",
            wayOut: "set it to true",
          },
        ]),
    ...(at(value, "stages", "data") === true
      ? []
      : [{ where: where("stages"), why: "leave the message itself out", wayOut: "name the stage data" }]),
    ...(at(value, "enable") === undefined || textAt(value, "enable", "else") === "true"
      ? []
      : [
          {
            where: where("enable"),
            value: at(value, "enable") ?? null,
            why: "leaves some messages out",
            wayOut: "leave it to its default, which is all of them",
          },
        ]),
  ]);
}

/** What the milter does with each verdict; in ClamAV's words. */
const verdicts = { OnInfected: "Reject", OnFail: "Defer" } as const;

/** What is infected is refused, and what nobody can look at is put off. */
export function verdictFindings(world: World, milter: string, scanner: string): readonly Finding[] {
  const options = new Map(
    filesOf(world, milter)
      .filter(({ name }) => name === "clamav-milter.conf")
      .flatMap(({ text }) => text.split("\n"))
      .flatMap((line) => {
        const [, option = "", value = ""] = /^(\w+)\s+(\S+)\s*$/.exec(line) ?? [];
        return option === "" ? [] : [[option, value] as const];
      }),
  );
  const socket = /^tcp:([^:]+):(\d+)$/.exec(options.get("ClamdSocket") ?? "");
  return [
    ...Object.entries(verdicts)
      .filter(([option, wanted]) => options.get(option) !== wanted)
      .map(([option, wanted]) => ({
        where: `${milter} clamav-milter.conf ${option}`,
        value: options.get(option) ?? null,
        why: "lets messages pass that carry something, or that nobody looked at",
        wayOut: `set it to ${wanted}`,
      })),
    ...(isOf(world, socket?.[1], scanner)
      ? []
      : [
          {
            where: `${milter} clamav-milter.conf ClamdSocket`,
            value: options.get("ClamdSocket") ?? null,
            why: `leads to none of ${scanner}`,
            wayOut: "name its Service and its port",
          },
        ]),
  ];
}

/** True where a name inside the cluster is that of a Service in front of some pods. */
function isOf(world: World, host: string | undefined, podSet: string): boolean {
  const [, name = "", namespace = ""] = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc\.cluster\.local$/.exec(host ?? "") ?? [];
  const selector = textsAt(world.objectAt(namespace, "Service", name)?.object, "spec", "selector");
  return (
    Object.keys(selector).length > 0 &&
    world.podsOf(podSet).some((pods) => pods.namespace === namespace && selects({ matchLabels: selector }, pods.labels))
  );
}
