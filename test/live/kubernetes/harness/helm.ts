import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);

const history = z.array(z.object({ revision: z.number(), status: z.string() }));

/** A release on its way: its name, namespace and the folder of its chart. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
}

/** Helm, which speaks to one cluster and remembers nothing outside `home`. */
export class Helm {
  constructor(
    private readonly program: string,
    private readonly kubeconfig: string,
    private readonly home: string,
  ) {}

  /**
   * As the Terraform provider does it, save that nobody waits: there are no nodes here.
   *
   * @throws Error with what Helm said where it did not succeed, or where it warned of something.
   */
  async install({ name, namespace, chart }: Release): Promise<void> {
    await this.quietly(["upgrade", "--install", name, chart, "--namespace", namespace]);
  }

  async rollback({ name, namespace }: Release, revision: number): Promise<void> {
    await this.quietly(["rollback", name, String(revision), "--namespace", namespace]);
  }

  async uninstall({ name, namespace }: Release): Promise<void> {
    await this.quietly(["uninstall", name, "--namespace", namespace]);
  }

  /** Status of each revision, the first one first. */
  async history({ name, namespace }: Release): Promise<readonly string[]> {
    const text = await this.helm(["history", name, "--namespace", namespace, "--output", "json"]);
    return history.parse(JSON.parse(text.stdout)).map(({ status }) => status);
  }

  private async quietly(parameters: readonly string[]): Promise<void> {
    const { stderr } = await this.helm(parameters);
    if (stderr !== "") throw new Error(`helm ${parameters.join(" ")}: ${stderr}`);
  }

  private helm(parameters: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
    return run(join(this.program, "helm"), [...parameters, "--kubeconfig", this.kubeconfig], {
      env: {
        PATH: process.env["PATH"],
        // Without one it keeps what it discovers in the working folder.
        HOME: this.home,
        HELM_CACHE_HOME: this.home,
        HELM_CONFIG_HOME: this.home,
        HELM_DATA_HOME: this.home,
      },
      maxBuffer: 2 ** 26,
    });
  }
}
