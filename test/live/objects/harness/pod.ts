import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { until } from "../../harness/until";
import { runToEnd, type Ended } from "./ended";
import type { SynthesizedContainer, SynthesizedJob } from "./synthesized-job";

/** What differs from the cluster: where storage is, and what stands in for programs and variables. */
export interface PodProps {
  /** Folders of programs, in front of the machine's own. */
  readonly programs: readonly string[];
  /** Address of the storage that all remotes are sent to. */
  readonly storage: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Changes files before they are laid out: how a test sabotages them. */
  readonly changed?: (text: string) => string;
}

/** Folders of a pod on this machine, in which its containers run as they are synthesized. */
export class Pod {
  readonly folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-objects-"));

  constructor(
    readonly job: SynthesizedJob,
    private readonly props: PodProps,
  ) {
    for (const name of ["work", "files", "programs", "pipes"]) mkdirSync(join(this.folder, name));
    for (const [name, text] of Object.entries(job.files))
      this.write("files", name, this.here((props.changed ?? same)(text)));
  }

  write(folder: "work" | "files", name: string, text: string): void {
    writeFileSync(join(this.folder, folder, name), text);
  }

  /** A program in place of the machine's own. */
  program(name: string, text: string): this {
    writeFileSync(join(this.folder, "programs", name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return this;
  }

  /** Runs one container to its end. */
  run(which: number | string = 0): Promise<Ended> {
    const container = this.job.containers.find(({ name }, index) => which === name || which === index);
    if (container === undefined) throw new Error(`the job has no container ${String(which)}`);
    const variables = this.variablesOf(container);
    // As Kubernetes resolves variables in words.
    const changed = this.props.changed ?? same;
    const [command = "false", ...words] = container.words.map((word) =>
      this.here(changed(word)).replaceAll(/\$\(([A-Z_]+)\)/g, (_, name: string) => variables[name] ?? ""),
    );
    return runToEnd(command, words, variables);
  }

  /** Has the scripts' clock go by as many seconds more than the machine's; that of rclone and of the storage stays. */
  later(seconds: number): this {
    const real = "$(/bin/date +%s)";
    return this.program(
      "date",
      `case "$*" in "-u +%s" | +%s) echo $((${real} + ${String(seconds)})) ;; *) exec /bin/date "$@" ;; esac`,
    );
  }

  /** Waits in place of the script's own `sleep` until the test has done what happens meanwhile. */
  holdSleep(): this {
    return this.program("sleep", `touch "${this.waiting}"; while [ -e "${this.waiting}" ]; do /bin/sleep 0.05; done`);
  }

  /** Until the script sleeps. */
  async sleeps(): Promise<void> {
    await until("the script sleeps", () => Promise.resolve(existsSync(this.waiting) ? true : undefined));
  }

  wake(): void {
    rmSync(this.waiting);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get waiting(): string {
    return join(this.folder, "waiting");
  }

  private variablesOf({ variables }: SynthesizedContainer): Record<string, string> {
    const programs = [join(this.folder, "programs"), ...this.props.programs, process.env["PATH"] ?? ""];
    return {
      ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, this.variable(name, value)])),
      PATH: programs.join(delimiter),
      ...this.props.variables,
    };
  }

  private variable(name: string, value: string): string {
    if (!name.startsWith("RCLONE_CONFIG_") && !name.startsWith("RCLONE_S3_")) return this.here(value);
    if (name.endsWith("_ENDPOINT")) return this.props.storage;
    // The bucket's name as a name of the host needs names that the loopback interface does not have.
    return name.endsWith("_FORCE_PATH_STYLE") ? "true" : value;
  }

  private here(text: string): string {
    return text
      .replaceAll(/(?<![\w.])\/(work|pipes)\b/g, `${this.folder}/$1`)
      .replaceAll("/etc/bestek", join(this.folder, "files"))
      .replaceAll("/dev/termination-log", join(this.folder, "work/termination"));
  }
}

const same = (text: string): string => text;
