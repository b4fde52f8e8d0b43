import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Facts } from "../../../audit/facts";
import { at, listAt, textAt } from "../../../audit/facts/json";
import { objectsOfKind } from "../../../audit/facts/of-kind";

/** A job that dumps a database, as it is synthesized: the words of each container, the program, and whom its token is made out to. */
export interface SynthesizedDump {
  readonly words: Readonly<Record<string, readonly string[]>>;
  readonly program: string;
  readonly audience: string;
  readonly namespace: string;
  readonly account: string;
}

/** The job of a database at a site. */
export function synthesizedDump(facts: Facts, site: string, database: string): SynthesizedDump | undefined {
  const [, job] =
    objectsOfKind(facts, "CronJob").find(([, fact]) => fact.site === site && fact.name === `dump-${database}`) ?? [];
  const [, program] =
    objectsOfKind(facts, "ConfigMap").find(([, fact]) => fact.site === site && fact.name === "dump-program") ?? [];
  if (job === undefined || program === undefined) return undefined;
  const pod = at(job.object, "spec", "jobTemplate", "spec", "template", "spec");
  const containers = [...listAt(pod, "initContainers"), ...listAt(pod, "containers")];
  const [token] = listAt(pod, "volumes").flatMap((volume) => listAt(volume, "projected", "sources"));
  return {
    words: Object.fromEntries(
      containers.map((container) => [textAt(container, "name") ?? "", listAt(container, "command").map(String)]),
    ),
    program: textAt(program.object, "data", "dump.py") ?? "",
    audience: textAt(token ?? null, "serviceAccountToken", "audience") ?? "",
    namespace: job.namespace ?? "",
    account: textAt(pod, "serviceAccountName") ?? "",
  };
}

/** How one container ended. */
export interface Ended {
  readonly name: string;
  readonly status: number | null;
  readonly output: string;
}

export interface DumpRun {
  readonly dump: SynthesizedDump;
  /** Folder of this test, in which those of the pod lie; it holds the bucket, too. */
  readonly folder: string;
  /** Folders of programs, in front of the machine's own. */
  readonly programs: readonly string[];
  readonly token: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** In rclone's place: an object appears where the upload came to its end, and not before. There is no object storage here. */
const uploading = (bucket: string): string =>
  `#!/bin/sh\n[ "$1" = rcat ] || exit 2\ncat >"${bucket}/.uploading" && mv "${bucket}/.uploading" "${bucket}/object"\n`;

/** Bucket of a run. */
export const bucketOf = ({ folder }: Pick<DumpRun, "folder">): string => join(folder, "bucket");

/** Lays the folders of a pod out and runs its containers: the one that asks for the key first, the others at once. */
export async function runDump(run: DumpRun): Promise<readonly Ended[]> {
  const { folder, dump } = run;
  for (const name of ["key", "pipes", "token", "program"]) {
    rmSync(join(folder, name), { recursive: true, force: true });
    mkdirSync(join(folder, name), { recursive: true });
  }
  mkdirSync(join(folder, "bin"), { recursive: true });
  mkdirSync(bucketOf(run), { recursive: true });
  writeFileSync(join(folder, "token/token"), run.token);
  writeFileSync(join(folder, "program/dump.py"), dump.program);
  writeFileSync(join(folder, "bin/rclone"), uploading(bucketOf(run)));
  chmodSync(join(folder, "bin/rclone"), 0o755);
  const first = await container(run, "key");
  if (first.status !== 0) return [first];
  return [first, ...(await Promise.all(["dump", "seal", "carry"].map((name) => container(run, name))))];
}

const container = (run: DumpRun, name: string): Promise<Ended> =>
  new Promise((resolve) => {
    const [command = "false", ...words] = (run.dump.words[name] ?? []).map((word) =>
      word
        .replaceAll("/var/run/secrets/keys", join(run.folder, "token"))
        .replaceAll(/(?<![\w.])\/(key|pipes|program)\b/g, `${run.folder}/$1`),
    );
    const child = spawn(command, words, {
      env: {
        PATH: [join(run.folder, "bin"), ...run.programs, process.env["PATH"] ?? ""].join(":"),
        HOME: join(run.folder, "key"),
        ...run.environment,
      },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += String(text)));
    child.on("close", (status) => {
      resolve({ name, status, output });
    });
  });
