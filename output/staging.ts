import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Refusal } from "../language";
import { linkFile, linkFolder } from "../stacks/link-folder";
import { environmentsIn, lostStateMistakes, replacementMistakes } from "./earlier-output";
import { stacksFolder, type OutputFolders } from "./layout";
import { realPath } from "./real-path";
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
    /** Where to write meanwhile. */
    readonly folders: OutputFolders,
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

  /** A fresh folder for one run of cdktf, which writes a manifest of its own each time. */
  openStacks(environment: string): string {
    const folder = join(this.root, `cdktf-${environment}`);
    mkdirSync(folder);
    return folder;
  }

  /** Takes the stacks of one run of cdktf into the common folder. */
  addStacks(environment: string): void {
    const folder = join(this.root, `cdktf-${environment}`);
    const manifest = readManifest(folder);
    if (manifest === undefined) throw new Error(`cdktf wrote no manifest for ${environment}`);
    for (const stack of entries(stacksFolder(folder))) {
      renameSync(join(stacksFolder(folder), stack), join(stacksFolder(this.folders.cdktf), stack));
    }
    this.manifests.push(manifest);
    writeManifest(this.folders.cdktf, this.manifests);
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

  /** A file outside of the output that is replaced together with it, or not at all. */
  addFile(file: string, text: string): void {
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
