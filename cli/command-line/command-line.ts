import type { Command } from "commander";
import { readDate } from "../arguments";
import type { Commands } from "../commands";
import type { Invocation } from "../invocation";
import type { Outcome } from "../outcome";

/** What the description of a command is made with. */
export interface CommandLine {
  readonly invocation: Invocation;
  readonly commands: Commands;
  /** Takes what a command found, and whether its data are wanted instead of its lines. */
  readonly report: (outcome: Outcome, json: boolean) => void;
  /** Adds a command; `examples` are whole lines. */
  readonly add: (definition: string, description: string, examples: readonly string[]) => Command;
}

/** Where synthesis writes and the audit reads. */
export interface FolderOptions {
  readonly out: string;
  readonly cdktfOut: string;
}

export interface JsonOption {
  readonly json?: true;
}

/** Clouds, tiers and usages are spelled out here, so that help and wrong use need not load the catalogue. */
export const clouds = ["ovh", "azure", "aws"] as const;
export const tiers = ["basis", "pro", "overheid"] as const;
export const usages = ["seed", "measured"] as const;

export const retirables = ["tenant", "service", "site", "stack", "address"] as const;

export interface OnOption {
  /** ISO 8601. */
  readonly on: string;
}

/** The day a decision counts from; the clock is read only where nobody names one. */
export const withOn = (command: Command, { today }: Invocation): Command =>
  command.option("--on <date>", "day from which it counts, such as 2026-12-01", readDate, today());

export const withJson = (command: Command): Command => command.option("--json", "print the result as JSON");

export const withFolders = (command: Command, { variables }: Invocation): Command =>
  command
    .option("--out <folder>", "plans, charts and evidence", "out")
    .option("--cdktf-out <folder>", "stacks; also CDKTF_OUTDIR", variables["CDKTF_OUTDIR"] ?? "cdktf.out");

/** Lines with a break between them. */
export const text = (...lines: readonly string[]): string => lines.join("\n");
