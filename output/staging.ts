import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Refusal } from "../language";
import { linkFile, linkFolder } from "../stacks/link-folder";
import { environmentsIn, lostStateMistakes, replacementMistakes } from "./earlier-output";
import { stacksFolder, type OutputFolders } from "./layout";
import { realPath } from "./real-path";
import { moveStacks, partFolders, type FileBeside } from "./staging-part";
import { swapIn, type Replacement } from "./swap";
import { readManifest, writeManifest, type TerraformManifest } from "./terraform-manifest";

const configuration = "cdk.tf.json";
const assets = "assets";

/** What bestek writes into a stack's folder; everything else there is Terraform's own. */
const ownEntries = [configuration, assets];

/**
 * A complete new output that grows beside the old one. Until `commit` the old output stays as it is, byte for byte; after it
 * the new one stands there as a whole.
 */
export class Staging {
  private readonly manifests: TerraformManifest[] = [];
  private readonly beside: Replacement[] = [];

  private constructor(
    private readonly root: string,
    private readonly target: OutputFolders,
    /** Where the new output grows. */
    private readonly folders: OutputFolders,
  ) {}

  /** Throws a Refusal where a target holds something that bestek did not write. */
  static open(target: OutputFolders, workingFolder: string): Staging {
    const real = { out: realPath(target.out), cdktf: realPath(target.cdktf) };
    const mistakes = replacementMistakes(real, realPath(workingFolder));
    if (mistakes.length > 0) throw new Refusal("the output folder", mistakes);
    mkdirSync(dirname(real.out), { recursive: true });
    const root = mkdtempSync(join(dirname(real.out), ".bestek-"));
    const folders = { out: join(root, "out"), cdktf: join(root, "cdktf.out") };
    mkdirSync(folders.out);
    mkdirSync(stacksFolder(folders.cdktf), { recursive: true });
    return new Staging(root, real, folders);
  }

  /** A folder that is still to be made, for a `StagingPart`. */
  partOf(environment: string): string {
    return join(this.root, `part-${environment}`);
  }

  /** Takes in what a `StagingPart` holds of an environment, and the files that it added. */
  takePart(environment: string, files: readonly FileBeside[]): void {
    const part = partFolders(this.partOf(environment));
    renameSync(join(part.out, environment), join(this.folders.out, environment));
    this.manifests.push(moveStacks(part.cdktf, this.folders.cdktf));
    writeManifest(this.folders.cdktf, this.manifests);
    for (const { file, text } of files) this.addFile(file, text);
  }

  /** Carries over what the old output holds of other environments than `replaced`. */
  keepOthers(replaced: readonly string[]): void {
    for (const environment of environmentsIn(this.target.out).filter((name) => !replaced.includes(name))) {
      linkFolder(join(this.target.out, environment), join(this.folders.out, environment));
    }
    const old = readManifest(this.target.cdktf);
    if (old === undefined) return;
    const kept = Object.entries(old.stacks).filter(([stack]) => !replaced.some((name) => stack.startsWith(`${name}-`)));
    for (const [stack] of kept) {
      const [from, to] = [join(stacksFolder(this.target.cdktf), stack), join(stacksFolder(this.folders.cdktf), stack)];
      mkdirSync(to, { recursive: true });
      if (existsSync(join(from, configuration))) linkFile(join(from, configuration), join(to, configuration));
      if (existsSync(join(from, assets))) linkFolder(join(from, assets), join(to, assets));
    }
    this.manifests.unshift({ ...old, stacks: Object.fromEntries(kept) });
    writeManifest(this.folders.cdktf, this.manifests);
  }

  private addFile(file: string, text: string): void {
    const from = join(this.root, `file-${String(this.beside.length)}`);
    writeFileSync(from, text);
    this.beside.push({ from, to: realPath(file) });
  }

  /** Puts the files of `addFile` in their places and leaves the output as it was. */
  commitFiles(): void {
    swapIn(this.beside);
    this.discard();
  }

  /** Puts the new output in the place of the old. Throws a Refusal where that would lose a Terraform state. */
  commit(): void {
    const mistakes = lostStateMistakes(this.target.cdktf, entries(stacksFolder(this.folders.cdktf)));
    if (mistakes.length > 0) throw new Refusal("the output folder", mistakes);
    swapIn(
      [
        { from: this.folders.out, to: this.target.out },
        { from: this.folders.cdktf, to: this.target.cdktf },
        ...this.beside,
      ],
      (old, target) => {
        if (!this.beside.some(({ to }) => to === target)) carryOver(old, target);
      },
    );
    this.discard();
  }

  /** Removes what was not committed. */
  discard(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Saves what others left in the old folder: dot files, and in each stack what Terraform downloaded or wrote there. */
function carryOver(old: string, target: string): void {
  for (const entry of entries(old).filter((name) => name.startsWith("."))) move(join(old, entry), join(target, entry));
  for (const stack of entries(stacksFolder(target))) {
    const [from, to] = [join(stacksFolder(old), stack), join(stacksFolder(target), stack)];
    for (const entry of entries(from).filter((name) => !ownEntries.includes(name)))
      move(join(from, entry), join(to, entry));
  }
}

function move(from: string, to: string): void {
  if (!existsSync(to)) renameSync(from, to);
}

const entries = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);
