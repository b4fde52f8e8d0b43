import type { Facts, KubernetesFact } from "../facts";
import { at, listAt, parsedJson, textAt, type Json } from "../facts/json";
import { commandOf, containersOf, podTemplates, type PodTemplate } from "../workloads/pod-template";

/** A CronJob around snapshots of the secrets: what its containers say, and which file of a storage it carries. */
interface SnapshotJob {
  readonly object: string;
  readonly fact: KubernetesFact;
  readonly site: string;
  readonly pod: PodTemplate;
  readonly enabled: boolean;
  /** Words of the container that speaks to a server of the secrets. */
  readonly script: string;
}

/** One that takes a snapshot and carries it off. */
export interface SnapshotTaker extends SnapshotJob {
  /** Where the newest lies, as rclone names it. */
  readonly to: string | undefined;
  /** Path of the mark that it writes before; undefined where it writes none. */
  readonly mark: string | undefined;
}

/** One that restores a snapshot into a server of its own. */
export interface SecretDrillFact extends SnapshotJob {
  readonly from: string | undefined;
  /** Path of the mark that it reads afterwards and compares with the file that was fetched. */
  readonly mark: string | undefined;
  /** Configuration of its server. */
  readonly configuration: Json | undefined;
  /** Seal of its server, as JSON with variables in it. */
  readonly seal: string | undefined;
  /** Role by which it signs in at what was restored. */
  readonly role: string | undefined;
}

const saves = /\b(?:bao|vault) operator raft snapshot save\b/;
const restores = /\b(?:bao|vault) operator raft snapshot restore\b/;
const serves = /^\s*(?:bao|vault) server -config=/m;

/** Every CronJob that takes snapshots of the secrets. */
export const snapshotTakers = (facts: Pick<Facts, "kubernetes">): readonly SnapshotTaker[] =>
  snapshotJobs(facts, (script) => saves.test(script)).map((job) => ({
    ...job,
    to: remotesOf(job.pod).find(({ target }) => target.startsWith(":"))?.target,
    mark: /^.*\bwrite (\S+) site=/m.exec(job.script)?.[1],
  }));

/** Every CronJob that restores a snapshot of the secrets into a server that it starts itself. */
export const secretDrills = (facts: Pick<Facts, "kubernetes">): readonly SecretDrillFact[] =>
  snapshotJobs(facts, (script) => restores.test(script) && serves.test(script)).map((job) => {
    const fetched = remotesOf(job.pod).find(({ source }) => source.startsWith(":"));
    const compares = fetched !== undefined && job.script.includes(`[ "$at" = "$(stat -c %Y ${fetched.target})" ]`);
    return {
      ...job,
      from: fetched?.source,
      mark: compares ? /\bread -field="\$1" (\S+)/.exec(job.script)?.[1] : undefined,
      configuration: parsedJson(documentIn(job.script, "server.json") ?? ""),
      seal: documentIn(job.script, "seal.json"),
      role: /\bauth\/kubernetes\/login role=(\S+)/.exec(job.script)?.[1],
    };
  });

function snapshotJobs(facts: Pick<Facts, "kubernetes">, isMeant: (script: string) => boolean): readonly SnapshotJob[] {
  return podTemplates(facts).flatMap((pod) => {
    const { fact, object } = pod;
    const script = containersOf(pod)
      .map(({ container }) => commandOf(container))
      .find(isMeant);
    return fact.kind !== "CronJob" || script === undefined
      ? []
      : [{ object, fact, site: fact.site, pod, enabled: at(fact.object, "spec", "suspend") !== true, script }];
  });
}

/** What rclone copies from where to where, one file each. */
const remotesOf = (pod: PodTemplate): readonly { readonly source: string; readonly target: string }[] =>
  containersOf(pod).flatMap(({ container }) => {
    const [verb, source, target] = listAt(container, "args");
    return verb === "copyto" && typeof source === "string" && typeof target === "string" ? [{ source, target }] : [];
  });

/** What a script writes into a file of that name, between the line that says so and the end of it. */
export const documentIn = (script: string, file: string): string | undefined =>
  new RegExp(`/${file.replace(".", "\\.")} <<'?END'?\\n(.*)\\nEND(?:\\n|$)`).exec(script)?.[1];

/** Endpoint of the storage that a job speaks to, where the storage has one; names of a bucket alone are no place. */
export const endpointOf = ({ pod }: Pick<SnapshotJob, "pod">): string | undefined =>
  containersOf(pod)
    .flatMap(({ container }) => listAt(container, "env"))
    .filter((variable) => /^RCLONE_(S3_ENDPOINT|AZUREBLOB_ACCOUNT)$/.test(textAt(variable, "name") ?? ""))
    .map((variable) => textAt(variable, "value"))[0];
