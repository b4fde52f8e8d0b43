import { spawn, spawnSync } from "node:child_process";
import { z } from "zod";

/** Terraform or OpenTofu, as it stands on this machine. */
export const coreSchema = z.object({
  program: z.enum(["terraform", "tofu"]),
  version: z.string(),
  /** Host that a provider's source means when it names none. */
  host: z.string(),
});

export type Core = z.output<typeof coreSchema>;

const hosts = { terraform: "registry.terraform.io", tofu: "registry.opentofu.org" } as const;

/** Terraform from the PATH, else OpenTofu; undefined where there is neither. */
export function findCore(): Core | undefined {
  for (const program of ["terraform", "tofu"] as const) {
    const { status, stdout } = spawnSync(program, ["version", "-json"], { encoding: "utf8", env: quiet() });
    if (status !== 0) continue;
    const { terraform_version: version } = z.object({ terraform_version: z.string() }).parse(JSON.parse(stdout));
    return { program, version, host: hosts[program] };
  }
  return undefined;
}

/** What a command of the core left behind. */
export interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
}

/**
 * Runs the core in a folder. Of the surroundings nothing but the PATH and the home folder reaches it, and whatever it sends to
 * another machine meets a closed port.
 */
export function runCore(
  core: Core,
  folder: string,
  variables: Readonly<Record<string, string>>,
  words: readonly string[],
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(core.program, words, {
      cwd: folder,
      env: { ...quiet(), ...offline, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => void output.push(String(text)));
    child.on("error", reject);
    child.on("close", (exitCode) => {
      resolve({ exitCode, output: output.join("") });
    });
  });
}

const quiet = (): Record<string, string> => ({
  PATH: process.env["PATH"] ?? "",
  HOME: process.env["HOME"] ?? "",
  CHECKPOINT_DISABLE: "1",
  NO_COLOR: "1",
  TF_IN_AUTOMATION: "1",
  // The core and its providers live for a second each: collecting their garbage takes a quarter of their time and saves memory that nobody wants.
  GOGC: "400",
});

const closed = "http://127.0.0.1:9";
const offline = { HTTP_PROXY: closed, HTTPS_PROXY: closed, NO_PROXY: "127.0.0.1,localhost" };
