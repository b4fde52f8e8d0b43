import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { freePorts } from "../../../../simulation/parts/free-ports";
import { startProgram, type Program } from "../../../../simulation/parts/program";
import { ask } from "../../harness/ask";
import { until } from "../../harness/until";
import { runToEnd } from "./ended";
import type { Copied } from "./replicas";

/** The emulator's one account, as its documentation gives it: no secret of anybody's. */
const account = {
  name: "devstoreaccount1",
  key: "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
} as const;

export interface ContainersProps {
  readonly azurite: string;
  readonly gateway: string;
  /** Folder of rclone. */
  readonly programs: readonly string[];
  /** Both keys to the gateway. */
  readonly keys: string;
}

/**
 * Azure's object storage on loopback, emulated, and the gateway that speaks S3 for it. Services write by the gateway; what storage does itself is done past
 * it, by rclone with names as they are.
 */
export class Containers implements Copied {
  private readonly folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-containers-"));
  private readonly running: Program[] = [];

  private constructor(
    private readonly props: ContainersProps,
    private readonly ports: { readonly storage: number; readonly gateway: number },
  ) {}

  static async start(props: ContainersProps): Promise<Containers> {
    const [storage = 0, gateway = 0] = await freePorts(2);
    const containers = new Containers(props, { storage, gateway });
    await containers.startStorage();
    await containers.startGateway();
    return containers;
  }

  /** Where the gateway speaks S3. */
  get url(): string {
    return `http://127.0.0.1:${String(this.ports.gateway)}`;
  }

  /** How a remote of rclone's reaches the storage past the gateway: with the account's key, because the emulator knows no identities. */
  remote(name: string): Readonly<Record<string, string>> {
    return {
      [`RCLONE_CONFIG_${name}_TYPE`]: "azureblob",
      [`RCLONE_CONFIG_${name}_ACCOUNT`]: account.name,
      [`RCLONE_CONFIG_${name}_KEY`]: account.key,
      [`RCLONE_CONFIG_${name}_ENV_AUTH`]: "false",
      [`RCLONE_CONFIG_${name}_ENDPOINT`]: this.storage,
    };
  }

  async stop(): Promise<void> {
    for (const program of this.running) await program.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async make(container: string): Promise<void> {
    await this.rclone(["mkdir", `azure:${container}`]);
  }

  /** As a service does: by the gateway. */
  async put(container: string, name: string, text: string): Promise<void> {
    await this.rclone(["copyto", this.file(text), `gateway:${container}/${name}`]);
  }

  /** The same in parts of five MiB and a rest. */
  async putInParts(container: string, name: string, text: string): Promise<void> {
    const inParts = ["--s3-upload-cutoff=5Mi", "--s3-chunk-size=5Mi"];
    await this.rclone(["copyto", this.file(text), `gateway:${container}/${name}`, ...inParts]);
  }

  /** Past the gateway. */
  async overwrite(container: string, name: string, text: string): Promise<void> {
    await this.rclone(["copyto", this.file(text), `azure:${container}/${name}`]);
  }

  async delete(container: string, name: string): Promise<void> {
    await this.rclone(["deletefile", `azure:${container}/${name}`]);
  }

  /** Names as they stand in the container, in their order. */
  async names(container: string, folder = ""): Promise<readonly string[]> {
    const said = await this.rclone(["lsf", `azure:${container}/${folder}`, "--recursive", "--files-only"]);
    return said.split("\n").filter((line) => line !== "");
  }

  async replicate(from: string, to: string, prefix = ""): Promise<void> {
    await this.rclone(["copy", `azure:${from}`, `azure:${to}`, "--include", `/${prefix}**`, "--ignore-times"]);
  }

  private get storage(): string {
    return `http://127.0.0.1:${String(this.ports.storage)}/${account.name}`;
  }

  private file(text: string): string {
    const path = join(this.folder, "object");
    writeFileSync(path, text);
    return path;
  }

  private async startStorage(): Promise<void> {
    const words = ["--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck", "--silent"];
    const at = ["--blobHost", "127.0.0.1", "--blobPort", String(this.ports.storage)];
    await this.run("azurite", this.props.azurite, [...words, ...at], {}, this.storage);
  }

  /** With the words that it is deployed with, but for where it listens and how it signs in. */
  private async startGateway(): Promise<void> {
    const { gateway, keys } = this.props;
    const words = ["--port", `127.0.0.1:${String(this.ports.gateway)}`, "--health", "/health", "azure"];
    const environment = {
      ROOT_ACCESS_KEY: keys,
      ROOT_SECRET_KEY: keys,
      VGW_REGION: "swedencentral",
      AZ_ACCOUNT_NAME: account.name,
      AZ_ACCESS_KEY: account.key,
    };
    await this.run("versitygw", gateway, [...words, "--url", this.storage], environment, `${this.url}/health`);
  }

  private async run(
    name: string,
    command: string,
    words: readonly string[],
    environment: Readonly<Record<string, string>>,
    answersAt: string,
  ): Promise<void> {
    const logFile = join(this.folder, `${name}.log`);
    const program = startProgram({ name, command, arguments: words, logFile, environment });
    this.running.push(program);
    await until(`${name} answers`, () => ask(answersAt), { known: program.log });
  }

  private async rclone(words: readonly string[]): Promise<string> {
    const { status, said, errors } = await runToEnd("rclone", [...words, "--ignore-checksum"], {
      PATH: [...this.props.programs, process.env["PATH"] ?? ""].join(delimiter),
      RCLONE_CONFIG: "/notfound",
      ...this.remote("AZURE"),
      RCLONE_CONFIG_AZURE_ENCODING: "Slash,InvalidUtf8,Dot",
      RCLONE_CONFIG_GATEWAY_TYPE: "s3",
      RCLONE_CONFIG_GATEWAY_PROVIDER: "Other",
      RCLONE_CONFIG_GATEWAY_ENDPOINT: this.url,
      RCLONE_CONFIG_GATEWAY_REGION: "swedencentral",
      RCLONE_CONFIG_GATEWAY_FORCE_PATH_STYLE: "true",
      RCLONE_CONFIG_GATEWAY_NO_CHECK_BUCKET: "true",
      RCLONE_CONFIG_GATEWAY_ACCESS_KEY_ID: this.props.keys,
      RCLONE_CONFIG_GATEWAY_SECRET_ACCESS_KEY: this.props.keys,
    });
    if (status !== 0) throw new Error(`rclone ${words.join(" ")}: ${errors}`);
    return said;
  }
}
