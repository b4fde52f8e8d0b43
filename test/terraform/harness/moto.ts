import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { freePorts } from "../../../simulation/parts/free-ports";

/** Version of moto that what it can't do was found with. */
export const motoVersion = "5.2.5";

const environment = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "bestek", `moto-${motoVersion}`);
const program = join(environment, "bin/moto_server");

/** Installs moto into a folder of its own, or finds it there. Returns why it can't, or nothing. */
export function installMoto(): string | undefined {
  if (existsSync(program)) return undefined;
  const steps = [
    ["python3", "-m", "venv", environment],
    [join(environment, "bin/pip"), "install", "--quiet", `moto[server]==${motoVersion}`],
  ] as const;
  for (const [command, ...words] of steps) {
    const { status, stderr, error } = spawnSync(command, words, { encoding: "utf8" });
    if (status === 0) continue;
    rmSync(environment, { recursive: true, force: true });
    return `moto can't be installed: ${command} ${words.join(" ")}\n${error?.message ?? stderr}`;
  }
  return undefined;
}

/** An AWS interface on this machine's loopback, empty at first. */
export class Moto {
  private constructor(
    readonly url: string,
    private readonly server: ChildProcess,
  ) {}

  static async start(account: string): Promise<Moto> {
    const [port = 0] = await freePorts(1);
    const server = spawn(program, ["-H", "127.0.0.1", "-p", String(port)], {
      stdio: "ignore",
      env: { PATH: process.env["PATH"] ?? "", MOTO_ACCOUNT_ID: account, MOTO_IAM_LOAD_MANAGED_POLICIES: "true" },
    });
    const url = `http://127.0.0.1:${String(port)}`;
    for (let tries = 0; tries < 300; tries++) {
      if (server.exitCode !== null) throw new Error(`moto ended with ${String(server.exitCode)}`);
      const answer = await fetch(`${url}/moto-api/data.json`).catch(() => undefined);
      if (answer?.ok === true) return new Moto(url, server);
      await setTimeout(200);
    }
    server.kill();
    throw new Error("moto does not answer");
  }

  stop(): void {
    this.server.kill();
  }
}
