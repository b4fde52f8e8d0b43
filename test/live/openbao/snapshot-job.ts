import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Facts } from "../../../audit/facts";
import { at, listAt, textAt } from "../../../audit/facts/json";
import { objectsOfKind } from "../../../audit/facts/of-kind";
import type { Account } from "./token-review";

/** A job around snapshots of the secrets, as it is synthesized: the script of the container that speaks to a server, and whose token it shows. */
export interface SnapshotJob {
  readonly script: string;
  readonly account: Account;
}

/** The job of a name at a site, by the container that does its work. */
export function synthesizedJob(facts: Facts, site: string, name: string, container: string): SnapshotJob {
  const [, job] = objectsOfKind(facts, "CronJob").find(([, fact]) => fact.site === site && fact.name === name) ?? [];
  const pod = at(job?.object, "spec", "jobTemplate", "spec", "template", "spec");
  const found = [...listAt(pod, "initContainers"), ...listAt(pod, "containers")].find(
    (one) => textAt(one, "name") === container,
  );
  const audience = listAt(pod, "volumes")
    .filter((volume) => textAt(volume, "name") === "token")
    .flatMap((volume) => listAt(volume, "projected", "sources"))
    .flatMap((source) => textAt(source, "serviceAccountToken", "audience") ?? [])[0];
  const script = listAt(found, "command")[2];
  if (job === undefined || typeof script !== "string" || audience === undefined)
    throw new Error(`${site} has no ${name} with a container ${container}`);
  return {
    script,
    account: { namespace: job.namespace ?? "", name: textAt(pod, "serviceAccountName") ?? "", audience },
  };
}

export interface SnapshotRun {
  /** Folder in which those of the pod lie. */
  readonly folder: string;
  readonly script: string;
  readonly program: string;
  readonly token: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** How a script ended, and what it said of that where people look first. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a container's script with the pod's folders here; what lies in `work` stays from one to the next. */
export function runScript({ folder, script, program, token, environment }: SnapshotRun): Promise<Ended> {
  for (const name of ["work", "token", "prepared"]) mkdirSync(join(folder, name), { recursive: true });
  rmSync(join(folder, "termination-log"), { force: true });
  writeFileSync(join(folder, "token/token"), token);
  const here = script
    .replaceAll(/\/var\/run\/secrets\/(openbao|vault|drill)\b/g, join(folder, "token"))
    .replaceAll(/\/(openbao|vault)\/prepared\b/g, join(folder, "prepared"))
    .replaceAll("/dev/termination-log", join(folder, "termination-log"))
    .replaceAll(/(?<![\w.])\/work\b/g, join(folder, "work"));
  return new Promise((resolve) => {
    const child = spawn("/bin/sh", ["-euc", here], {
      env: {
        PATH: [dirname(program), process.env["PATH"] ?? ""].join(":"),
        HOME: join(folder, "work"),
        TMPDIR: join(folder, "work"),
        ...environment,
      },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += String(text)));
    child.on("close", (status) => {
      resolve({ status, output });
    });
  });
}
