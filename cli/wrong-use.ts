/** A command line that can't be carried out as written; no fact of an environment is wrong. Exit code 2. */
export class WrongUse extends Error {
  override readonly name = "WrongUse";
}
