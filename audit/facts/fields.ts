import type { Mistake } from "../../language";
import { at, dotted, isObject, type Json, type JsonObject, type JsonPath } from "./json";

/** Reads expected fields of one file; whatever is missing or of another kind becomes a mistake of that file. */
export class Fields {
  constructor(
    private readonly file: string,
    private readonly root: Json,
    private readonly report: (mistake: Mistake) => void,
  ) {}

  object(...path: JsonPath): JsonObject {
    const part = at(this.root, ...path);
    return isObject(part) ? part : this.missing(path, part, "an object", {});
  }

  text(...path: JsonPath): string {
    const part = at(this.root, ...path);
    return typeof part === "string" ? part : this.missing(path, part, "text", "");
  }

  number(...path: JsonPath): number {
    const part = at(this.root, ...path);
    return typeof part === "number" ? part : this.missing(path, part, "a number", 0);
  }

  /** One of `choices`; the first stands in after a mistake. */
  oneOf<T extends string>(choices: readonly [T, ...T[]], ...path: JsonPath): T {
    const part = at(this.root, ...path);
    return choices.find((choice) => choice === part) ?? this.missing(path, part, choices.join(" or "), choices[0]);
  }

  /** Text members, such as labels. */
  texts(...path: JsonPath): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.keys(this.object(...path)).map((key) => [key, this.text(...path, key)]));
  }

  /** Every member of the object at `path`, read by `read` with the member's own path. */
  members<T>(path: JsonPath, read: (path: JsonPath, key: string) => T): Readonly<Record<string, T>> {
    return Object.fromEntries(Object.keys(this.object(...path)).map((key) => [key, read([...path, key], key)]));
  }

  has(...path: JsonPath): boolean {
    return at(this.root, ...path) !== undefined;
  }

  private missing<T>(path: JsonPath, value: Json | undefined, expected: string, standIn: T): T {
    this.report({
      where: `${this.file}: ${dotted(path)}`,
      value,
      why: value === undefined ? "is missing" : `is not ${expected}`,
      wayOut: `synthesize the environment again; ${expected} is expected here`,
    });
    return standIn;
  }
}
