import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Mistake } from "../../language";
import { toJson, type Json } from "./json";
import { parseYaml } from "./yaml";

/** Reads files below one folder, remembers their hashes, and collects what can't be read instead of stopping. */
export class Reader {
  private readonly hashes = new Map<string, string>();
  private readonly failures: Mistake[] = [];

  constructor(
    private readonly root: string,
    /** Put before the path of each file, such as `cdktf.out/`. */
    private readonly prefix = "",
  ) {}

  get files(): ReadonlyMap<string, string> {
    return this.hashes;
  }

  get mistakes(): readonly Mistake[] {
    return this.failures;
  }

  /** Names in a folder, in order; empty and a mistake where it can't be read. */
  list(folder: string): readonly string[] {
    try {
      return readdirSync(join(this.root, folder)).sort();
    } catch (error) {
      this.unreadable(folder, error);
      return [];
    }
  }

  /** Every file below a folder with the SHA-256 of its bytes, by path below that folder. */
  tree(folder: string): Readonly<Record<string, string>> {
    try {
      const names = readdirSync(join(this.root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => relative(join(this.root, folder), join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
        .sort();
      return Object.fromEntries(names.map((name) => [name, sha256(readFileSync(join(this.root, folder, name)))]));
    } catch (error) {
      this.unreadable(folder, error);
      return {};
    }
  }

  json(path: string): Json | undefined {
    return this.parsed(path, (text): Json => toJson(JSON.parse(text)));
  }

  /** Every document of a YAML file. */
  yaml(path: string): readonly Json[] {
    return this.parsed(path, parseYaml) ?? [];
  }

  refuse(path: string, mistake: Omit<Mistake, "where">): void {
    this.failures.push({ where: `${this.prefix}${path}`, ...mistake });
  }

  private parsed<T>(path: string, parse: (text: string) => T): T | undefined {
    const text = this.text(path);
    if (text === undefined) return undefined;
    try {
      return parse(text);
    } catch (error) {
      this.refuse(path, {
        value: undefined,
        why: `can't be parsed: ${firstLine(error)}`,
        wayOut: "synthesize the environment again; never edit synthesized files",
      });
      return undefined;
    }
  }

  text(path: string): string | undefined {
    try {
      const bytes = readFileSync(join(this.root, path));
      this.hashes.set(`${this.prefix}${path}`, sha256(bytes));
      return bytes.toString("utf8");
    } catch (error) {
      this.unreadable(path, error);
      return undefined;
    }
  }

  private unreadable(path: string, error: unknown): void {
    const code = isObjectWith(error, "code") ? String(error.code) : firstLine(error);
    this.refuse(path, {
      value: undefined,
      why: `can't be read (${code})`,
      wayOut: "synthesize the environment first, and check the folder",
    });
  }
}

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** Errors are told apart by what they carry: those of Node may come from another realm than ours. */
const isObjectWith = <K extends string>(error: unknown, key: K): error is Readonly<Record<K, unknown>> =>
  typeof error === "object" && error !== null && key in error;

const firstLine = (error: unknown): string =>
  String(isObjectWith(error, "message") ? error.message : error)
    .split("\n")[0]
    ?.replace(/:$/, "") ?? "";
