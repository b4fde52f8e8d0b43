import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { issueCertificates } from "../harness/issued-certificates";
import { startProgram, whenReady, type Program } from "../../../simulation/parts/program";
import { busUsers, type BusTask, type SynthesizedBus } from "./synthesized-bus";

const client = 4222;
const monitor = 8222;

/** One server: its pod's name, where it listens, and the process while it runs. */
interface Member {
  readonly name: string;
  readonly address: string;
  program: Program | undefined;
}

/** Folders of the programs that a bus is made of. */
export interface BusParts {
  readonly server: string;
  readonly client: string;
  readonly authority: string;
}

export const partsOf = (folderOf: (part: keyof BusParts) => string): BusParts => ({
  server: folderOf("server"),
  client: folderOf("client"),
  authority: folderOf("authority"),
});

/** How a process ended. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/**
 * The synthesized bus on loopback addresses, one for each server. Replaced are: the address to listen on, the folders of certificates and of
 * data, and the certificates themselves, whose names are those of the synthesized Certificates with the
 * servers' addresses, and the `localhost` that a client of an address asks for, added. Names
 * of pods stay in the configuration and are looked up by the server as there.
 */
export class BusCluster {
  private readonly folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-bus-"));

  private constructor(
    private readonly parts: BusParts,
    readonly bus: SynthesizedBus,
    private readonly members: readonly Member[],
  ) {
    const users = [...new Set([bus.reload.user, ...busUsers(bus.configuration).map(({ name }) => name)])];
    issueCertificates(parts.authority, [
      {
        folder: this.certificateOf("servers"),
        names: [...bus.serverNames, "localhost"],
        addresses: members.map(({ address }) => address),
      },
      ...users.map((user) => ({ folder: this.certificateOf(user), names: [user] })),
    ]);
    for (const { name, address } of members) {
      const data = join(this.folder, name, "data");
      mkdirSync(data, { recursive: true });
      const configuration = bus.configuration
        .replaceAll("0.0.0.0:", `${address}:`)
        .replaceAll("/etc/nats-certificate/", `${this.certificateOf("servers")}/`)
        .replaceAll('"/data"', JSON.stringify(data));
      writeFileSync(this.configurationOf(name), configuration);
    }
  }

  /** Writes everything that the servers need, and starts none of them. */
  static async prepare(parts: BusParts, bus: SynthesizedBus): Promise<BusCluster> {
    const addresses = await freeAddresses(bus.members.length);
    const members = bus.members.map(({ name }, index) => ({
      name,
      address: addresses[index] ?? "",
      program: undefined,
    }));
    return new BusCluster(parts, bus, members);
  }

  /** What `nats-server -t` says of one server's configuration. */
  check(): Ended {
    const [member] = this.members;
    if (member === undefined) throw new Error("the bus has no server");
    const program = join(this.parts.server, "nats-server");
    return ended(spawnSync(program, ["-t", "-c", this.configurationOf(member.name)], this.environmentOf(member)));
  }

  /** Starts whichever servers do not run, and waits until all find each other and their streams. */
  async start(): Promise<void> {
    for (const member of this.members) {
      member.program ??= startProgram({
        name: member.name,
        command: join(this.parts.server, "server"),
        arguments: ["--config", this.configurationOf(member.name)],
        logFile: join(this.folder, `${member.name}.log`),
        environment: {
          SERVER_NAME: member.name,
          BESTEK_ADDRESSES: JSON.stringify(
            Object.fromEntries(this.bus.members.map(({ host }, index) => [host, this.members[index]?.address])),
          ),
        },
      });
    }
    for (const { program, address } of this.members) {
      if (program === undefined) continue;
      // What the pod's probe asks.
      await whenReady(
        program,
        async () => (await fetch(`http://${address}:${String(monitor)}/healthz`).catch(() => undefined))?.ok === true,
      );
    }
  }

  /** Ends one server as a node that dies does. */
  async kill(name: string): Promise<void> {
    const member = this.members.find((one) => one.name === name);
    await member?.program?.stop();
    if (member !== undefined) member.program = undefined;
  }

  /** Ends all, and leaves nothing behind. */
  async stop(): Promise<void> {
    for (const { name } of this.members) await this.kill(name);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What each running server answers on its monitoring port, by name. */
  async monitor(path: string): Promise<Readonly<Record<string, unknown>>> {
    const running = this.members.filter(({ program }) => program !== undefined);
    const answers = running.map(async ({ name, address }) => {
      const answer = await fetch(`http://${address}:${String(monitor)}/${path}`);
      return [name, await answer.json()] as const;
    });
    return Object.fromEntries(await Promise.all(answers));
  }

  /** Addresses for clients, and what a user shows. */
  connection(user: string): { readonly servers: string[]; readonly certificates: string } {
    return {
      servers: this.members.map(({ address }) => `tls://${address}:${String(client)}`),
      certificates: this.certificateOf(user),
    };
  }

  /** Runs a task's script as generated, but for folders and the address of the bus. */
  run(task: BusTask): Ended {
    const folder = mkdtempSync(join(this.folder, "task-"));
    for (const [name, text] of Object.entries(task.files)) {
      const placed = text
        .replaceAll("/etc/bestek-certificate/", `${this.certificateOf(task.user)}/`)
        .replaceAll("/etc/bestek/", `${folder}/`);
      writeFileSync(join(folder, name), placed);
    }
    const { servers } = this.connection(task.user);
    const path = `${this.parts.client}:${process.env["PATH"] ?? ""}`;
    return ended(
      spawnSync("/bin/sh", [join(folder, task.file)], {
        encoding: "utf8",
        env: { PATH: path, HOME: folder, XDG_CONFIG_HOME: folder, NATS_URL: servers[0] },
      }),
    );
  }

  private certificateOf(user: string): string {
    return join(this.folder, "certificates", user);
  }

  private configurationOf(member: string): string {
    return join(this.folder, `${member}.conf`);
  }

  private environmentOf({ name }: Member): { readonly encoding: "utf8"; readonly env: Record<string, string> } {
    return { encoding: "utf8", env: { SERVER_NAME: name } };
  }
}

const ended = ({ status, stdout, stderr }: { status: number | null; stdout: string; stderr: string }): Ended => ({
  status,
  output: `${stdout}${stderr}`,
});

/** Addresses of the loopback network on which nobody listens for clients of a bus now. */
async function freeAddresses(count: number): Promise<readonly string[]> {
  for (let tries = 0; tries < 20; tries++) {
    const network = `127.${String(randomInt(16, 250))}.${String(randomInt(1, 250))}`;
    const addresses = Array.from({ length: count }, (_, index) => `${network}.${String(index + 1)}`);
    const free = await Promise.all(addresses.map(isFree));
    if (free.every(Boolean)) return addresses;
  }
  throw new Error("no addresses of the loopback network 127.0.0.0/8 are free, or this system has only one of them");
}

const isFree = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen(client, address, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
