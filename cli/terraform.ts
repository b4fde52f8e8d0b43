import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { isCredentialName } from "../audit/checks/secrets/credential-name";
import { readPlan, type ReadPlan } from "../review";
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
    `${candidates.join(" and ")} can't be found\n  install one, or name it in TERRAFORM_BINARY_NAME; --plans <folder> reviews plans made elsewhere`,
  );
}

/** Plans stacks in their own folders with the operator's credentials; a plan holds secrets, so none outlives its reading. */
export class TerraformPlanner {
  constructor(
    private readonly binary: string,
    private readonly variables: Variables,
  ) {}

  async plan(folder: string): Promise<ReadPlan> {
    const place = mkdtempSync(join(tmpdir(), "bestek-plan-"));
    try {
      const file = join(place, "plan");
      const init = await this.run(folder, ["init", "-input=false", "-no-color"]);
      if (init.failed) return { kind: "failed", why: `init: ${this.errorIn(init.output)}` };
      const plan = await this.run(folder, ["plan", "-input=false", "-no-color", "-lock-timeout=60s", `-out=${file}`]);
      if (plan.failed) return { kind: "failed", why: `plan: ${this.errorIn(plan.output)}` };
      const shown = await this.run(folder, ["show", "-json", file]);
      if (shown.failed) return { kind: "failed", why: `show: ${this.errorIn(shown.output)}` };
      const read = readPlan(shown.output);
      return read.kind === "failed" ? { kind: "failed", why: `its plan ${read.why}` } : read;
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  }

  private run(cwd: string, words: readonly string[]): Promise<{ readonly failed: boolean; readonly output: string }> {
    const env = { ...this.variables, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
    return new Promise((resolve) => {
      execFile(this.binary, words, { cwd, env, maxBuffer: 1024 * 1024 * 1024 }, (error, stdout, stderr) => {
        resolve(
          error === null
            ? { failed: false, output: stdout }
            : { failed: true, output: `${stdout}\n${stderr}\n${error.message}` },
        );
      });
    });
  }

  /** The first error that Terraform names, without any credential that it was given. */
  private errorIn(output: string): string {
    const lines = output.split("\n").map((line) => line.replace(/^[╷│╵\s]+/, "").trim());
    const start = lines.findIndex((line) => line.startsWith("Error:"));
    const told = lines
      .slice(Math.max(0, start))
      .filter((line) => line !== "")
      .slice(0, 4)
      .join(" ");
    return Object.entries(this.variables)
      .flatMap(([name, value]) => (isCredentialName(name) && value !== undefined && value.length >= 6 ? [value] : []))
      .reduce((text, secret) => text.replaceAll(secret, "(sensitive)"), told)
      .slice(0, 600);
  }
}
