import type { Refusal } from "../language";

/** One refusal and the file that caused it, where it is known. */
export interface RefusedFile {
  readonly file?: string;
  readonly refusal: Refusal;
}

/** The refusals of several files at once, so that an architect sees every mistake in one run. Exit code 1. */
export class RefusedFiles extends Error {
  override readonly name = "RefusedFiles";

  constructor(readonly refused: readonly RefusedFile[]) {
    super(refused.map(writeRefused).join("\n\n"));
  }
}

const writeRefused = ({ file, refusal }: RefusedFile): string =>
  file === undefined || file === refusal.subject ? refusal.message : `${refusal.message}\n  in ${file}`;
