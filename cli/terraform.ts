import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { isCredentialName } from "../audit/checks/secrets/credential-name";
import { readPlan, saysStandIn, type ReadPlan } from "../review";
import { toolRunner, type Ran, type RunTool } from "./run-tool";
import { WrongUse } from "./wrong-use";

type Variables = Readonly<Record<string, string | undefined>>;

/** Terraform, or OpenTofu where there is none; TERRAFORM_BINARY_NAME names another, as it does for cdktf. */
export function findTerraform(variables: Variables): string {
  const named = variables["TERRAFORM_BINARY_NAME"];
  const folders = (variables["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = named === undefined || named === "" ? ["terraform", "tofu"] : [named];
  const found = candidates.find(
    (name) => name.includes("/") || folders.some((folder) => existsSync(join(folder, name))),
  );
  if (found !== undefined) return found;
  throw new WrongUse(
    `${candidates.join(" and ")} can't be found\n  install one, or name it in TERRAFORM_BINARY_NAME; --plans <folder> takes plans made elsewhere`,
  );
}

/** Plans stacks in their own folders with the operator's credentials; a plan holds secrets, so none outlives its reading. */
export class TerraformPlanner {
  private readonly run: RunTool;

  constructor(
    private readonly binary: string,
    private readonly variables: Variables,
  ) {
    this.run = toolRunner({ ...variables, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" });
  }

  async plan(folder: string): Promise<ReadPlan> {
    const place = mkdtempSync(join(tmpdir(), "bestek-plan-"));
    const file = join(place, "plan");
    try {
      const commands = [
        ["init", "-input=false", "-no-color"],
        ["plan", "-input=false", "-no-color", "-lock-timeout=60s", `-out=${file}`],
        ["show", "-json", file],
      ] as const;
      let [last, standIn] = ["", false];
      for (const words of commands) {
        const ran = await this.run(this.binary, [`-chdir=${folder}`, ...words]);
        if (ran.code !== 0) return { kind: "failed", why: `${words[0]}: ${this.errorOf(ran)}` };
        last = ran.output;
        standIn ||= saysStandIn(ran.output + ran.complaints);
      }
      const read = readPlan(last);
      if (read.kind === "failed") return { kind: "failed", why: `its plan ${read.why}` };
      return standIn ? { ...read, document: { ...read.document, standIn } } : read;
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  }

  /** The first error that Terraform names, without any credential that it was given. */
  private errorOf({ code, output, complaints }: Ran): string {
    if (code === undefined) return "could not be started, or took too long";
    const lines = `${output}\n${complaints}`.split("\n").map((line) => line.replace(/^[╷│╵\s]+/, "").trim());
    const start = lines.findIndex((line) => line.startsWith("Error:"));
    const told = lines
      .slice(Math.max(0, start))
      .filter((line) => line !== "")
      .slice(0, 4)
      .join(" ");
    return Object.entries(this.variables)
      .flatMap(([name, value]) =>
        isCredentialName(name) && value !== undefined && value.length >= shortestCredential ? [value] : [],
      )
      .reduce((text, secret) => text.replaceAll(secret, "(sensitive)"), told)
      .slice(0, longestError);
  }
}

/** Shorter values are words that occur anywhere. */
const shortestCredential = 6;
/** Characters of an error that a review repeats. */
const longestError = 600;
