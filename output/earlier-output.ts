import { existsSync, readdirSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import type { Mistake } from "../language";
import { planFile, stacksFolder, type OutputFolders } from "./layout";
import { readManifest } from "./terraform-manifest";

/**
 * Why a folder must not be replaced: synthesis deletes what stood there, so it replaces only what an earlier one wrote.
 * Files whose name starts with a dot are left alone and hinder nothing.
 */
export function replacementMistakes({ out, cdktf }: OutputFolders, workingFolder: string): readonly Mistake[] {
  return [
    ...enclosureMistakes("--out", out, workingFolder),
    ...enclosureMistakes("--cdktf-out", cdktf, workingFolder),
    ...nestingMistakes(out, cdktf),
    ...strangers(out, (entry) => existsSync(planFile(out, entry))).map((entry) => foreign("--out", out, entry)),
    ...(readManifest(cdktf) === undefined ? strangers(cdktf, () => false) : []).map((entry) =>
      foreign("--cdktf-out", cdktf, entry),
    ),
  ];
}

const strangers = (folder: string, known: (entry: string) => boolean): readonly string[] =>
  list(folder)
    .filter((entry) => !entry.startsWith(".") && !known(entry))
    .slice(0, 3);

const foreign = (where: string, folder: string, entry: string): Mistake => ({
  where,
  value: folder,
  why: `holds "${entry}", which bestek did not write and would delete`,
  wayOut: "name a folder that is empty, missing or an earlier output",
});

/** A folder that is replaced as a whole can't hold the folder one works in. */
export function enclosureMistakes(where: string, folder: string, workingFolder: string): readonly Mistake[] {
  return encloses(folder, workingFolder)
    ? [
        {
          where,
          value: folder,
          why: "encloses the working folder and would be replaced as a whole",
          wayOut: "name a folder below the working folder, such as out",
        },
      ]
    : [];
}

function nestingMistakes(out: string, cdktf: string): readonly Mistake[] {
  return encloses(out, cdktf) || encloses(cdktf, out)
    ? [
        {
          where: "--cdktf-out",
          value: cdktf,
          why: `can't share a folder with --out ${out}: each is replaced as a whole`,
          wayOut: "name two folders side by side, such as out and cdktf.out",
        },
      ]
    : [];
}

function encloses(folder: string, other: string): boolean {
  const path = relative(folder, other);
  return path === "" || !(path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path));
}

/**
 * Stacks of an earlier output that the new one no longer has, while Terraform left a state beside them: deleting the folder
 * would lose the only record of what runs.
 */
export function lostStateMistakes(cdktf: string, remaining: readonly string[]): readonly Mistake[] {
  return list(stacksFolder(cdktf))
    .filter((stack) => !remaining.includes(stack))
    .flatMap((stack) =>
      list(join(stacksFolder(cdktf), stack))
        .filter((entry) => entry.endsWith(".tfstate"))
        .map((entry) => ({
          where: join(stacksFolder(cdktf), stack, entry),
          value: undefined,
          why: "holds Terraform state of a stack that no longer exists",
          wayOut: "push it with `terraform state push`, destroy the stack, then remove the file",
        })),
    );
}

/** The environments whose output stands in `out`. */
export const environmentsIn = (out: string): readonly string[] =>
  list(out)
    .filter((entry) => existsSync(planFile(out, entry)))
    .sort();

const list = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);
