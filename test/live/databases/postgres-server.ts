import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePorts } from "../../../simulation/parts/free-ports";
import { startProgram, whenReady, type Program } from "../../../simulation/parts/program";
import { issueCertificates } from "../harness/issued-certificates";
import type { SynthesizedCluster } from "./synthesized-cluster";
import { handOver, makeFolder, serverUser, unprivileged } from "./unprivileged";

/** Folders of the programs that a server is made of. */
export interface DatabaseParts {
  readonly postgresql: string;
  readonly authority: string;
}

/** How a statement ended. */
export interface Answer {
  readonly ok: boolean;
  readonly output: string;
}

/** Rules of CloudNativePG before those of the Cluster, and its last one (its documentation, "The pg_hba section"). */
const operatorsFirst = [
  "local all all peer map=local",
  "hostssl postgres streaming_replica all cert map=cnpg_streaming_replica",
  "hostssl replication streaming_replica all cert map=cnpg_streaming_replica",
  "hostssl all cnpg_pooler_pgbouncer all cert map=cnpg_pooler_pgbouncer",
];
const operatorsLast = "host all all all scram-sha-256";
/** For the base backup, which the operator's plugin takes in another way. */
const forBackup = "local replication all peer map=local";

/**
 * One instance of a synthesized Cluster on a free port of the loopback interface: created, configured and filled with roles and databases
 * as the operator does. In the place of its archive in a bucket stands a folder.
 */
export class PostgresServer {
  readonly passwords: Readonly<Record<string, string>>;
  private program: Program | undefined;

  private constructor(
    private readonly parts: DatabaseParts,
    private readonly folder: string,
    readonly port: number,
    private readonly cluster: SynthesizedCluster,
    private readonly changed: Readonly<Record<string, string>>,
    readonly archive: string,
    passwords: Readonly<Record<string, string>> | undefined,
  ) {
    this.passwords =
      passwords ?? Object.fromEntries(cluster.roles.map(({ name }) => [name, randomBytes(12).toString("hex")]));
  }

  /** A new, empty cluster with its roles and databases; `changed` are parameters that a test sets otherwise. */
  static async create(
    parts: DatabaseParts,
    cluster: SynthesizedCluster,
    changed: Readonly<Record<string, string>> = {},
  ): Promise<PostgresServer> {
    const folder = makeFolder();
    const archive = join(folder, "archive");
    mkdirSync(archive);
    handOver(folder);
    const [port = 0] = await freePorts(1);
    const server = new PostgresServer(parts, folder, port, cluster, changed, archive, undefined);
    server.run(
      "initdb",
      "--username=postgres",
      "--encoding=UTF8",
      `--locale=${cluster.locale}`,
      "--data-checksums",
      "-D",
      server.data,
    );
    await server.start();
    server.fill();
    return server;
  }

  /** What a base backup and an archive give back: up to a position, exclusive, where one is given. */
  async restored(base: string, position?: string): Promise<PostgresServer> {
    const [port = 0] = await freePorts(1);
    const folder = makeFolder();
    const target =
      position === undefined
        ? {}
        : { recovery_target_lsn: position, recovery_target_inclusive: "off", recovery_target_action: "promote" };
    const settings = { ...this.changed, archive_mode: "off", restore_command: `cp ${this.archive}/%f %p`, ...target };
    const server = new PostgresServer(this.parts, folder, port, this.cluster, settings, this.archive, this.passwords);
    spawnSync("cp", ["-a", base, server.data]);
    writeFileSync(join(server.data, "recovery.signal"), "");
    handOver(folder);
    await server.start();
    return server;
  }

  /** A base backup, with no more log than it needs. */
  backUp(): string {
    const base = join(this.folder, "base");
    this.run(
      "pg_basebackup",
      "-h",
      this.folder,
      "-p",
      String(this.port),
      "-U",
      "postgres",
      "--checkpoint=fast",
      "-X",
      "none",
      "-D",
      base,
    );
    return base;
  }

  /** A statement of the superuser, through the socket. */
  administer(statement: string, database = "postgres"): string {
    const answer = this.throughSocket(database, statement);
    if (!answer.ok) throw new Error(`${statement}: ${answer.output}`);
    return answer.output;
  }

  /** What a dump in PostgreSQL's own format holds, put into a new database. */
  restore(database: string, dump: Buffer): void {
    this.administer(`CREATE DATABASE ${quoted(database)} TEMPLATE template0`);
    const [command, words] = unprivileged(
      join(this.programs, "pg_restore"),
      ...["--no-owner", "--no-privileges", "--exit-on-error", `--dbname=${database}`],
    );
    const { status, stderr } = spawnSync(command, [...words], {
      input: dump,
      encoding: "utf8",
      cwd: "/",
      env: { PATH: process.env["PATH"] ?? "", PGHOST: this.folder, PGUSER: "postgres", PGPORT: String(this.port) },
    });
    if (status !== 0) throw new Error(`pg_restore: ${stderr}`);
  }

  /** A statement of a role, with its password, over TLS unless told otherwise. */
  as(role: string, database: string, statement: string, tls: "require" | "disable" = "require"): Answer {
    const client = join(this.programs, "psql");
    return this.ask([client, wordsOf(database, statement)], { ...this.accessOf(role), PGSSLMODE: tls });
  }

  /** Environment of a client that is this role. */
  accessOf(role: string): Readonly<Record<string, string>> {
    return { PGHOST: "127.0.0.1", PGUSER: role, PGPASSWORD: this.passwords[role] ?? "", PGPORT: String(this.port) };
  }

  /** Folder of the clients. */
  get programs(): string {
    // Where they really are: the user that servers run as sees no cache of somebody else's.
    return realpathSync(join(this.parts.postgresql, "bin"));
  }

  /** Ends it as a machine that burns. */
  async kill(): Promise<void> {
    await this.program?.stop();
    this.program = undefined;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get data(): string {
    return join(this.folder, "data");
  }

  private async start(): Promise<void> {
    const certificates = join(this.folder, "tls");
    issueCertificates(this.parts.authority, [{ folder: certificates, names: ["localhost"], addresses: ["127.0.0.1"] }]);
    writeFileSync(
      join(this.folder, "hba"),
      [...operatorsFirst, forBackup, ...this.cluster.rules, operatorsLast, ""].join("\n"),
    );
    writeFileSync(join(this.folder, "ident"), `local ${serverUser} postgres\n`);
    const settings = {
      ...this.cluster.parameters,
      // Of the operator, and of this test.
      wal_level: "logical",
      archive_mode: "on",
      archive_command: `test ! -f ${this.archive}/%f && cp %p ${this.archive}/%f.part && mv ${this.archive}/%f.part ${this.archive}/%f`,
      listen_addresses: "127.0.0.1",
      port: String(this.port),
      unix_socket_directories: this.folder,
      hba_file: join(this.folder, "hba"),
      ident_file: join(this.folder, "ident"),
      ssl: "on",
      ssl_ca_file: join(certificates, "ca.crt"),
      ssl_cert_file: join(certificates, "tls.crt"),
      ssl_key_file: join(certificates, "tls.key"),
      shared_buffers: "32MB",
      // A server that is killed, as one of these is, would leave what processes share behind, outside its own folder.
      dynamic_shared_memory_type: "mmap",
      ...this.changed,
    };
    handOver(this.folder);
    const [command, words] = unprivileged(
      join(this.programs, "postgres"),
      "-D",
      this.data,
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    );
    const program = startProgram({ name: "postgres", command, arguments: words, logFile: join(this.folder, "log") });
    this.program = program;
    await whenReady(program, () =>
      Promise.resolve(this.throughSocket("postgres", "SELECT pg_is_in_recovery()").output === "f"),
    );
  }

  /** What the operator does with roles and databases (CloudNativePG 1.30, "Managed roles" and "Databases"). */
  private fill(): void {
    for (const { name, login, memberOf, connections } of this.cluster.roles) {
      const groups = memberOf.length === 0 ? "" : ` IN ROLE ${memberOf.map(quoted).join(", ")}`;
      this.administer(
        `CREATE ROLE ${quoted(name)} NOSUPERUSER NOCREATEDB NOCREATEROLE INHERIT ${login ? "LOGIN" : "NOLOGIN"} NOREPLICATION NOBYPASSRLS CONNECTION LIMIT ${String(connections)} PASSWORD '${this.passwords[name] ?? ""}'${groups}`,
      );
    }
    for (const { name, owner, collate, ctype } of this.cluster.databases)
      this.administer(
        `CREATE DATABASE ${quoted(name)} OWNER ${quoted(owner)} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE '${collate}' LC_CTYPE '${ctype}'`,
      );
  }

  private run(program: string, ...words: readonly string[]): void {
    const [command, all] = unprivileged(join(this.programs, program), ...words);
    const { status, stderr } = spawnSync(command, [...all], { encoding: "utf8", cwd: "/" });
    if (status !== 0) throw new Error(`${program}: ${stderr}`);
  }

  private throughSocket(database: string, statement: string): Answer {
    const command = unprivileged(join(this.programs, "psql"), ...wordsOf(database, statement));
    return this.ask(command, { PGHOST: this.folder, PGUSER: "postgres" });
  }

  private ask(
    [command, words]: readonly [string, readonly string[]],
    access: Readonly<Record<string, string>>,
  ): Answer {
    const { status, stdout, stderr } = spawnSync(command, [...words], {
      encoding: "utf8",
      cwd: "/",
      env: { PATH: process.env["PATH"] ?? "", PGPORT: String(this.port), ...access },
    });
    return { ok: status === 0, output: `${stdout}${stderr}`.trim() };
  }
}

const wordsOf = (database: string, statement: string): readonly string[] => [
  ...["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"],
  ...[`--dbname=${database}`, `--command=${statement}`],
];

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
