import type { Figure, Source } from "../../language";

/** Every figure inside a value, with the path that leads to it. */
export function figuresIn(value: unknown, path = ""): readonly (readonly [path: string, figure: Figure])[] {
  if (typeof value !== "object" || value === null) return [];
  if (isFigure(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, part]) => figuresIn(part, path === "" ? key : `${path}.${key}`));
}

const isFigure = (value: object): value is Figure =>
  "value" in value && "unit" in value && "meaning" in value && "source" in value;

const isoDate = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

/** Why a source can't be checked by a reader; empty where it can. */
export const sourceMistakes = (path: string, { ref, date }: Source): readonly string[] => [
  ...(ref.trim().length < 10 ? [`${path} names no source`] : []),
  ...(isoDate.test(date) ? [] : [`${path} is dated "${date}"`]),
];

/** Why a figure can't stand in a plan; empty where it can. */
export const figureMistakes = (value: unknown): readonly string[] =>
  figuresIn(value).flatMap(([path, { value: number, meaning, source }]) => [
    ...(Number.isFinite(number) && number >= 0 ? [] : [`${path} is ${String(number)}`]),
    ...(meaning.trim().length < 5 ? [`${path} has no meaning`] : []),
    ...sourceMistakes(path, source),
  ]);

/** Names that occur more than once. */
export const duplicates = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);
