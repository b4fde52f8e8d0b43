import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** A provider that some stack requires. */
export interface RequiredProvider {
  /** The name its schema's file bears, such as `ovh`. */
  readonly name: string;
  /** Full address, such as `registry.terraform.io/ovh/ovh`. */
  readonly address: string;
  readonly version: string;
}

const source = join(__dirname, "../provider");

/** The address that a source of a stack means: hosts and namespaces may be left out. */
export function addressOf(providerSource: string, host: string): string {
  const parts = providerSource.split("/");
  switch (parts.length) {
    case 1:
      return `${host}/hashicorp/${providerSource}`;
    case 2:
      return `${host}/${providerSource}`;
    default:
      return providerSource;
  }
}

export const nameOf = (address: string): string => address.slice(address.lastIndexOf("/") + 1);

/** Compiles the stand-in, or finds what an earlier run compiled of the same sources. */
export function buildStandIn(): string {
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "bestek/stand-in-provider");
  const program = join(cache, hashOfSources(), "provider");
  if (existsSync(program)) return program;
  mkdirSync(dirname(program), { recursive: true });
  const unfinished = `${program}-${String(process.pid)}`;
  const { status, stdout, stderr } = spawnSync(
    "go",
    ["build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", unfinished, "."],
    { cwd: source, encoding: "utf8", env: { ...process.env, CGO_ENABLED: "0" } },
  );
  if (status !== 0) throw new Error(`the stand-in provider does not compile:\n${stdout}${stderr}`);
  renameSync(unfinished, program);
  return program;
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(source).sort()) {
    const text = readFileSync(join(source, file));
    hash.update(`${file}\0${String(text.length)}\0`).update(text);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Installs the stand-in as each of the providers, as a filesystem mirror holds them. */
export function installMirror(mirror: string, program: string, providers: readonly RequiredProvider[]): void {
  for (const { name, address, version } of providers) {
    const folder = join(mirror, address, version, platform());
    mkdirSync(folder, { recursive: true });
    const installed = join(folder, `terraform-provider-${name}_v${version}`);
    if (!existsSync(installed)) linkOrCopy(program, installed);
  }
}

/** A configuration of the core that knows this mirror and no registry. */
export function writeCliConfiguration(file: string, mirror: string): void {
  writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // The cache may lie on another file system.
    copyFileSync(from, to);
  }
}

const architectures: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

const platform = (): string => `${process.platform}_${architectures[process.arch] ?? process.arch}`;
