import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at, listAt, textAt, type Json } from "../../../audit/facts/json";
import { objectsOfKind } from "../../../audit/facts/of-kind";
import { freePorts } from "../../../simulation/parts/free-ports";
import { startProgram, whenReady, type Program } from "../../../simulation/parts/program";
import { openssl } from "../harness/openssl";
import { firstFound } from "../harness/synthesized";
import { phpPath, slapdLibraries, slapdPath } from "../parts/slapd";
import { nextcloudStandIn } from "./people";

/** What is synthesized of a directory and of the file servers that it asks first. */
export interface SynthesizedDirectory {
  readonly slapd: string;
  readonly module: string;
  /** The words of the pod's command. */
  readonly command: readonly string[];
  readonly liveness: readonly string[];
  /** Domain that the file servers answer for, and their script. */
  readonly domain: string;
  readonly script: string;
}

const wordsAt = (container: Json | undefined, ...path: readonly string[]): readonly string[] =>
  listAt(container, ...path).flatMap((word) => (typeof word === "string" ? [word] : []));

export const synthesizedDirectory = (): SynthesizedDirectory | undefined =>
  firstFound((facts) => {
    const files = objectsOfKind(facts, "ConfigMap").map(([, { object }]) => object);
    const [own] = files.filter((object) => textAt(object, "data", "Certificates.pm") !== undefined);
    const slapd = textAt(own, "data", "slapd.conf") ?? "";
    const domain = /^holder (\S+)/m.exec(slapd)?.[1] ?? "";
    const scripts = files.flatMap((object) => textAt(object, "data", "certificates.php") ?? []);
    const script = scripts.find((text) => text.includes(`const DOMAIN = '${domain}';`));
    const pods = objectsOfKind(facts, "Deployment").find(([, { name }]) => name === "directory-slapd")?.[1].object;
    const container = at(pods, "spec", "template", "spec", "containers", 0);
    return own === undefined || script === undefined
      ? []
      : [
          {
            slapd,
            module: textAt(own, "data", "Certificates.pm") ?? "",
            command: wordsAt(container, "command"),
            liveness: wordsAt(container, "livenessProbe", "exec", "command"),
            domain,
            script,
          },
        ];
  });

/** How a search ended, and what it found. */
export interface Found {
  /** Result code of LDAP. */
  readonly code: number;
  /** Names of entries. */
  readonly entries: readonly string[];
  /** Certificates in base64. */
  readonly certificates: readonly string[];
  readonly text: string;
}

/** slapd and the file servers' script as they are synthesized, on free ports of the loopback interface; Nextcloud is a stand-in. */
export class RunningDirectory {
  private constructor(
    private readonly part: string,
    private readonly folder: string,
    private readonly ports: { readonly plain: number; readonly secure: number; readonly files: number },
    private readonly server: Program,
    private readonly files: Program,
    private readonly liveness: readonly string[],
  ) {}

  static async start(
    part: string,
    { slapd, module, command, liveness, script }: SynthesizedDirectory,
  ): Promise<RunningDirectory> {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-directory-"));
    const [plain = 0, secure = 0, files = 0] = await freePorts(3);
    const path = (name: string): string => join(folder, name);
    for (const name of ["people", "tls"]) mkdirSync(path(name));
    openssl([
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=directory"],
      ...["-keyout", path("tls/tls.key"), "-out", path("tls/tls.crt")],
    ]);
    const here = (text: string): string =>
      text
        .replaceAll("/etc/ldap/schema", slapdPath(part, "etc/ldap/schema"))
        .replaceAll("/usr/lib/ldap", slapdPath(part, "usr/lib/ldap"))
        .replaceAll("/etc/bestek-tls", path("tls"))
        .replaceAll("/etc/bestek", folder)
        .replaceAll(/^(holder \S+) .*$/gm, `$1 http://127.0.0.1:${String(files)}/`)
        .replaceAll("ldaps://:10636", `ldaps://127.0.0.1:${String(secure)}`)
        .replaceAll(":10389", `:${String(plain)}`)
        .replaceAll("exec slapd", `exec ${slapdPath(part, "usr/sbin/slapd")}`);
    writeFileSync(path("slapd.conf"), here(slapd));
    writeFileSync(path("Certificates.pm"), module);
    writeFileSync(path("base.php"), nextcloudStandIn);
    writeFileSync(path("certificates.php"), script.replace("/var/www/html/lib/base.php", path("base.php")));
    const environment = { LD_LIBRARY_PATH: slapdLibraries(part), PEOPLE: path("people") };
    const fileServer = startProgram({
      name: "php",
      command: phpPath(part),
      arguments: ["-n", "-d", "display_errors=0", "-S", `127.0.0.1:${String(files)}`, path("certificates.php")],
      logFile: path("files.log"),
      environment,
    });
    const [shell = "sh", ...words] = command;
    const server = startProgram({
      name: "slapd",
      command: shell,
      arguments: words.map(here),
      logFile: path("slapd.log"),
      environment,
    });
    const running = new RunningDirectory(
      part,
      folder,
      { plain, secure, files },
      server,
      fileServer,
      liveness.map(here),
    );
    await whenReady(server, () => Promise.resolve(running.search("(objectClass=*)", { scope: "base" }).code === 0));
    await whenReady(fileServer, () =>
      fetch(`http://127.0.0.1:${String(files)}/`).then(
        () => true,
        () => false,
      ),
    );
    return running;
  }

  get people(): string {
    return join(this.folder, "people");
  }

  get securePort(): number {
    return this.ports.secure;
  }

  /** What the server has said. */
  log(): string {
    return this.server.log();
  }

  /** A search by the base, the scope and the attributes that are given: everywhere, everything below, all. */
  search(
    filter: string,
    {
      base = "",
      scope = "sub",
      words = [],
    }: { readonly base?: string; readonly scope?: string; readonly words?: readonly string[] } = {},
  ): Found {
    const { status, text } = this.run("ldapsearch", [
      ...["-LLL", "-o", "ldif-wrap=no", "-b", base, "-s", scope, ...words, filter],
    ]);
    return {
      code: status,
      entries: [...text.matchAll(/^dn: (.*)$/gm)].map(([, name]) => name ?? ""),
      certificates: [...text.matchAll(/^userCertificate;binary:: (.*)$/gm)].map(([, value]) => value ?? ""),
      text,
    };
  }

  /** Another operation by the client's name; what it reads stands in `input`. */
  run(client: string, words: readonly string[], input = ""): { readonly status: number; readonly text: string } {
    const { status, stdout, stderr } = spawnSync(
      slapdPath(this.part, `usr/bin/${client}`),
      ["-x", "-o", "nettimeout=20", "-H", `ldap://127.0.0.1:${String(this.ports.plain)}`, ...words],
      { encoding: "utf8", input, env: this.environment, timeout: 60_000 },
    );
    return { status: status ?? -1, text: `${stdout}${stderr}` };
  }

  /** Whether the pod's own probe takes the server for alive. */
  isAlive(): boolean {
    const [shell = "sh", ...words] = this.liveness;
    // The server is no process 1 here; without a number of it the second half of the probe lets it live.
    const { status } = spawnSync(shell, words, {
      encoding: "utf8",
      env: { ...this.environment, HOSTNAME: "directory" },
    });
    return status === 0;
  }

  /** Status of the file servers' answer to a question that the directory would not ask. */
  async ask(query: string): Promise<number> {
    return (await fetch(`http://127.0.0.1:${String(this.ports.files)}/${query}`)).status;
  }

  stopFiles(): Promise<void> {
    return this.files.stop();
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.files.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get environment(): Readonly<Record<string, string>> {
    return {
      PATH: `${slapdPath(this.part, "usr/bin")}:${process.env["PATH"] ?? ""}`,
      LD_LIBRARY_PATH: slapdLibraries(this.part),
    };
  }
}

/** Whether the file servers' script gives a certificate away at a time, in seconds since 1970. */
export function isGiven(
  part: string,
  script: string,
  { certificate, address, at }: { readonly certificate: string; readonly address: string; readonly at: number },
): boolean {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-certificate-"));
  try {
    const file = join(folder, "certificates.php");
    writeFileSync(file, script);
    const asks =
      "require $argv[1]; echo certificateOf(stream_get_contents(STDIN), $argv[2], (int) $argv[3]) === null ? 'none' : 'one';";
    const { stdout, stderr } = spawnSync(phpPath(part), ["-n", "-r", asks, "--", file, address, String(at)], {
      encoding: "utf8",
      input: certificate,
      env: { LD_LIBRARY_PATH: slapdLibraries(part) },
    });
    if (stdout !== "one" && stdout !== "none") throw new Error(`${stdout}${stderr}`);
    return stdout === "one";
  } finally {
    rmSync(folder, { recursive: true });
  }
}
