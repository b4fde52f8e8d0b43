import type { Finding } from "../../check";
import type { Facts } from "../../facts";
import { at, listAt, textAt, textsAt } from "../../facts/json";
import type { DumpJob, Part } from "./job";

/** Container that hands an object on to storage: to which bucket or container, and under which name. */
export interface Carried {
  readonly part: Part;
  readonly bucket: string;
  readonly object: string;
}

/** Who carries what, by rclone's name of the place. */
export const carriedBy = ({ parts }: DumpJob): readonly Carried[] =>
  parts.flatMap((part) => {
    const [, bucket, object] = /\brclone rcat :(?:s3|azureblob):([^/\s]+)\/(\S+)/.exec(part.words) ?? [];
    return bucket === undefined || object === undefined ? [] : [{ part, bucket, object }];
  });

const pipesIn = (text: string): readonly string[] => [...new Set(text.match(/\/pipes\/\w+/g) ?? [])];

/**
 * What is dumped goes into a pipe that only the encrypting container reads; what it writes is the one thing that is carried. No folder on the way is a disk, the key
 * is no word of a command, and an end that was not reached is no end.
 */
export function sealingFindings(facts: Facts, job: DumpJob): readonly Finding[] {
  const [plain] = pipesIn(/exec 3>(\S+)/.exec(job.dumping.words)?.[1] ?? "");
  const sealing = job.parts.find(({ words }) => /\bdump\.py\nseal\n/.test(words));
  const carried = carriedBy(job);
  if (plain === undefined || sealing === undefined || carried.length === 0) {
    return [
      {
        where: "containers",
        value: job.parts.map(({ name }) => name).join(", "),
        why: "are not one that dumps into a pipe, one that encrypts it, and one that carries what was encrypted",
        wayOut: "synthesize the environment again; where it stays, report it",
      },
    ];
  }
  const [, key = "", , complete = "", read = "", closed = "", done = ""] =
    /seal\n(\S+)\n(\S+)\n(\S+)\n(\S+)\n(\S+)\n(\S+)/.exec(sealing.words) ?? [];
  const finding = (where: string, value: string, why: string, wayOut: string): Finding => ({
    where,
    value,
    why,
    wayOut,
  });
  return [
    ...(read === plain
      ? []
      : [finding(`${sealing.name}.command`, read, "is not what the database is dumped into", `encrypt ${plain}`)]),
    ...carried.flatMap(({ part }) => [
      ...(part.words.includes(`cat ${closed} `) && !pipesIn(part.words).includes(plain) && closed !== plain
        ? []
        : [
            finding(
              `${part.name}.command`,
              pipesIn(part.words).join(", "),
              "is more or other than what was encrypted: data would leave the site in the clear",
              `carry ${closed} and nothing else`,
            ),
          ]),
      ...(part.words.includes(`[ -e ${done} ]`)
        ? []
        : [
            finding(
              `${part.name}.command`,
              done,
              "is not asked for: a dump that broke off would take the place of last week's",
              "end the upload only where the whole was encrypted",
            ),
          ]),
    ]),
    ...(job.dumping.words.split("\n").at(-1) === `: >${complete}`
      ? []
      : [
          finding(
            `${job.dumping.name}.command`,
            complete,
            "is not what a dump that came to its end says last",
            "say that the dump is whole when it is, and not before",
          ),
        ]),
    ...programFindings(facts, job, sealing),
    ...folderFindings(job, sealing, key),
  ];
}

/** The program is the one that encrypts by AES-256-GCM, and comes from a ConfigMap of the same namespace. */
function programFindings(facts: Facts, job: DumpJob, sealing: Part): readonly Finding[] {
  const mounted = listAt(job.pod.spec, "volumes").flatMap((volume) => textAt(volume, "configMap", "name") ?? []);
  const programs = mounted.flatMap((name) => {
    const map = facts.kubernetes[`${job.site}/${job.namespace}/ConfigMap/${name}`];
    return map === undefined ? [] : Object.values(textsAt(map.object, "data"));
  });
  return programs.some((text) => /\bAESGCM\(key\)/.test(text) && /len\(key\) != 32/.test(text))
    ? []
    : [
        {
          where: `${sealing.name}.command`,
          value: mounted.join(", "),
          why: "brings no program that encrypts by AES-256-GCM with a key of 32 bytes",
          wayOut: "synthesize the environment again; where it stays, report it",
        },
      ];
}

/** Only who makes the key and who encrypts sees it; folders that are written to lie in memory. */
function folderFindings({ pod, parts }: DumpJob, sealing: Part, key: string): readonly Finding[] {
  const volumes = listAt(pod.spec, "volumes");
  const disks = volumes.filter(
    (volume) =>
      at(volume, "configMap") === undefined &&
      at(volume, "projected") === undefined &&
      textAt(volume, "emptyDir", "medium") !== "Memory",
  );
  const mountOf = ({ container }: Part) =>
    listAt(container, "volumeMounts").find((mount) => key.startsWith(`${textAt(mount, "mountPath") ?? "?"}/`));
  const volume = textAt(mountOf(sealing) ?? null, "name");
  const seeing = parts.filter(({ container }) =>
    listAt(container, "volumeMounts").some((mount) => volume !== undefined && textAt(mount, "name") === volume),
  );
  return [
    ...disks.map((disk) => ({
      where: "volumes",
      value: textAt(disk, "name") ?? "",
      why: "lies on a disk, where a key or what was dumped would stay behind",
      wayOut: "keep it in memory",
    })),
    ...seeing
      .filter((part) => part !== sealing && !/\/datakey\/plaintext\//.test(part.words))
      .map(({ name }) => ({
        where: `${name}.volumeMounts`,
        value: volume ?? "",
        why: "shows the key to a container that neither asks for it nor encrypts",
        wayOut: "mount it in those two alone",
      })),
  ];
}
