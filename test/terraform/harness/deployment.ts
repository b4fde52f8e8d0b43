import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Answers } from "./answers-schema";
import { runCore, type Ended } from "./core";
import { inputsOf } from "./inputs";
import { releaseOverrides, stateOverrides, versionOverrides, type Overrides } from "./overrides";
import { ownStateKey, readStack } from "./stack";
import { saysStandIn } from "../../../review/stand-in";
import { markStandIn } from "./stand-in-plan";
import type { ReadyTier, SampleStack } from "./tier";

type CoreOfTier = Pick<ReadyTier, "core" | "cliConfiguration" | "schemas" | "versions">;

/** Terraform's own exit codes of `plan -detailed-exitcode`. */
const unchanged = 0;
const changes = 2;

/** Stands beside a plan that stand-ins made. */
const standInMark = "plan.stand-in";

/**
 * Stacks of one sample in folders of their own, with states of their own. Everything between two steps lies in files, so another
 * process can go on where one was killed.
 */
export class Deployment {
  private readonly states: string;
  private readonly answersFile: string;

  constructor(
    private readonly tier: CoreOfTier,
    /** Made where it does not exist. */
    private readonly folder: string,
    answers: Answers,
  ) {
    this.states = join(folder, "states");
    this.answersFile = join(folder, "answers.json");
    mkdirSync(this.states, { recursive: true });
    writeFileSync(this.answersFile, JSON.stringify(answers));
  }

  async init(stack: SampleStack): Promise<void> {
    const folder = this.put(stack);
    this.relax(folder, stack);
    await this.succeed(folder, ["init", "-input=false", "-no-color"]);
  }

  /** Makes a folder with a stack's files one that this machine can plan: providers that are at hand, states in files. */
  relax(folder: string, stack: SampleStack): void {
    const read = readStack(stack.folder);
    override(folder, "versions", versionOverrides(read, this.tier.versions));
    override(folder, "state", stateOverrides(read, this.states));
  }

  /** Puts a stack's files in its folder, in place of those of an earlier synthesis. */
  put(stack: SampleStack): string {
    const folder = this.folderOf(stack);
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(stack.folder)) {
      rmSync(join(folder, name), { force: true });
      symlinkSync(join(stack.folder, name), join(folder, name));
    }
    override(folder, "versions", versionOverrides(readStack(stack.folder), this.tier.versions));
    return folder;
  }

  /** Plans and says whether anything would change; the plan is kept for `apply`. */
  async plan(stack: SampleStack, ...words: readonly string[]): Promise<"changes" | "unchanged"> {
    const folder = this.folderOf(stack);
    const ended = await this.run(folder, [
      "plan",
      "-input=false",
      "-no-color",
      "-detailed-exitcode",
      "-out=plan",
      ...words,
    ]);
    // What made a plan stands in a file beside it, as the plan does.
    if (saysStandIn(ended.output)) writeFileSync(join(folder, standInMark), "");
    else rmSync(join(folder, standInMark), { force: true });
    if (ended.exitCode === unchanged) return "unchanged";
    if (ended.exitCode === changes) return "changes";
    throw new Error(`plan of ${stack.name}\n${ended.output}`);
  }

  async apply(stack: SampleStack): Promise<void> {
    await this.succeed(this.folderOf(stack), ["apply", "-input=false", "-no-color", "plan"]);
  }

  /** A stack that stands nowhere yet, or is to stand otherwise: from its files to what it makes. */
  async deploy(stack: SampleStack): Promise<void> {
    await this.init(stack);
    await this.plan(stack);
    await this.apply(stack);
  }

  /** The last plan as `terraform show -json` tells it; what stand-ins made is marked, so that nobody takes it for evidence. */
  async show(stack: SampleStack): Promise<string> {
    const folder = this.folderOf(stack);
    const shown = await this.succeed(folder, ["show", "-json", "-no-color", "plan"]);
    return existsSync(join(folder, standInMark)) ? markStandIn(shown) : shown;
  }

  async destroy(stack: SampleStack): Promise<void> {
    const folder = this.folderOf(stack);
    override(folder, "release", releaseOverrides(readStack(stack.folder)));
    await this.succeed(folder, ["destroy", "-auto-approve", "-input=false", "-no-color"]);
  }

  run(folder: string, words: readonly string[]): Promise<Ended> {
    return runCore(this.tier.core, folder, this.variables(folder), words);
  }

  /** What the core must be told to work on the stacks in some folders: the stand-ins' files, and values of variables. */
  variables(...folders: readonly string[]): Readonly<Record<string, string>> {
    const { cliConfiguration, schemas } = this.tier;
    return {
      TF_CLI_CONFIG_FILE: cliConfiguration,
      BESTEK_PROVIDER_SCHEMAS: schemas.served,
      BESTEK_STAND_IN_ANSWERS: this.answersFile,
      ...Object.fromEntries(folders.flatMap((folder) => Object.entries(this.inputs(folder)))),
    };
  }

  folderOf({ name }: SampleStack): string {
    return join(this.folder, "stacks", name);
  }

  stateFile({ folder }: SampleStack): string {
    return join(this.states, ownStateKey(readStack(folder)));
  }

  private inputs(folder: string): Readonly<Record<string, string>> {
    if (!existsSync(join(folder, "cdk.tf.json"))) return {};
    return Object.fromEntries(
      Object.entries(inputsOf(readStack(folder))).map(([name, value]) => [
        `TF_VAR_${name}`,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    );
  }

  private async succeed(folder: string, words: readonly string[]): Promise<string> {
    const { exitCode, output } = await this.run(folder, words);
    if (exitCode !== 0) throw new Error(`${words.join(" ")} in ${folder} ended with ${String(exitCode)}\n${output}`);
    return output;
  }
}

const override = (folder: string, what: string, overrides: Overrides): void => {
  writeFileSync(join(folder, `${what}_override.tf.json`), JSON.stringify(overrides, null, 2));
};
