import { mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { stacksFolder, type OutputFolders } from "./layout";
import { readManifest, writeManifest, type TerraformManifest } from "./terraform-manifest";

/** A file outside of the output, and what it will say. */
export interface FileBeside {
  readonly file: string;
  readonly text: string;
}

/**
 * The corner of a staging folder in which one environment is written, by this process or another one. It shares no file with the
 * others, so that what is written of one does not depend on them; `Staging` takes it in when it is whole.
 */
export class StagingPart {
  readonly folders: OutputFolders;
  private readonly beside: FileBeside[] = [];

  /** Makes the folder, which must be new: what another attempt left there would count as written. */
  constructor(private readonly root: string) {
    mkdirSync(root);
    this.folders = partFolders(root);
    mkdirSync(this.folders.out);
    mkdirSync(stacksFolder(this.folders.cdktf), { recursive: true });
  }

  /** Those of `addFile`. */
  get files(): readonly FileBeside[] {
    return this.beside;
  }

  /** A fresh folder for one run of cdktf, which writes a manifest of its own each time. */
  openStacks(environment: string): string {
    const folder = join(this.root, `cdktf-${environment}`);
    mkdirSync(folder);
    return folder;
  }

  /** Takes the stacks of that run to where they are audited. */
  addStacks(environment: string): void {
    writeManifest(this.folders.cdktf, [moveStacks(join(this.root, `cdktf-${environment}`), this.folders.cdktf)]);
  }

  /** A file outside of the output that is replaced together with it, or not at all. */
  addFile(file: string, text: string): void {
    this.beside.push({ file, text });
  }
}

export const partFolders = (root: string): OutputFolders => ({
  out: join(root, "out"),
  cdktf: join(root, "cdktf.out"),
});

/** Moves every stack from one folder that cdktf deploys from into another; returns the manifest that it had. */
export function moveStacks(from: string, to: string): TerraformManifest {
  const manifest = readManifest(from);
  if (manifest === undefined) throw new Error(`cdktf wrote no manifest in ${from}`);
  for (const stack of readdirSync(stacksFolder(from))) {
    renameSync(join(stacksFolder(from), stack), join(stacksFolder(to), stack));
  }
  return manifest;
}
