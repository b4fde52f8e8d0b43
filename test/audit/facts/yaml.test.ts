import fc from "fast-check";
import { parse } from "yaml";
import { toJson } from "../../../audit/facts/json";
import { parseYaml } from "../../../audit/facts/yaml";
import { toYaml } from "../../../charts/to-yaml";

const scalar = (text: string): unknown => parseYaml(`- ${text}`)[0];

describe("scalars are what the API server takes them for", () => {
  test.each<readonly [string, unknown]>([
    ["yes", true],
    ["Off", false],
    ["~", null],
    ["", null],
    ["0400", 256],
    ["-0x1F", -31],
    ["0b101", 5],
    ["1_000", 1000],
    ["09", 9],
    ["1e3", 1000],
    ["-.5", -0.5],
    ["1.", 1],
    [".inf", "Infinity"],
    [".nan", "NaN"],
    // Text, whatever YAML 1.1 says of times and base 60.
    ["2026-11-21", "2026-11-21"],
    ["12:30:45", "12:30:45"],
    [".", "."],
    ["e5", "e5"],
    ["0b_", "0b_"],
    ["v1.30", "v1.30"],
    ["'0400'", "0400"],
    ['"a\\tb"', "a\tb"],
    ["!!str 1", "1"],
  ])("%s", (text, value) => {
    expect(scalar(text)).toEqual([value]);
  });
});

test("several documents are read, empty ones left out", () => {
  expect(parseYaml("a: 1\n---\n---\n# nothing\n---\n- b\n")).toEqual([{ a: 1 }, ["b"]]);
  expect(parseYaml("")).toEqual([]);
});

test("anchors and merges are followed", () => {
  expect(parseYaml("a: &x {b: 1}\nc: *x\nd: {<<: *x, e: 2}\n")).toEqual([
    { a: { b: 1 }, c: { b: 1 }, d: { b: 1, e: 2 } },
  ]);
});

test.each([
  ["a: [1", "an end that is missing"],
  ["a: 1\na: 2\n", "a key twice"],
  ["a: !!binary aGk=\n", "a tag of another reader"],
  ["a: !vault secret\n", "a tag that nobody knows"],
  ["a: *x\n", "an alias of nothing"],
  ["a:\n\t- 1\n", "a tab before a list"],
])("%j is refused: %s", (text) => {
  expect(() => parseYaml(text)).toThrow();
});

/** Texts that are near to something else: numbers, times, signs, markers, quotes, and lines of their own. */
const risky = fc.oneof(
  fc.string({ maxLength: 8, unit: fc.constantFrom(...Array.from("01789abefinoxyY_+-.:#'\"|>&*!%@`{}[],?~ \n\t\\")) }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.lorem(),
);

test("what charts are written as is read as it was", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: "grapheme" }), fc.dictionary(risky, risky), (value, texts) => {
      const written = { value, texts: { ...texts }, list: Object.values(texts), nested: [[texts], []] };
      expect(parseYaml(toYaml(written))).toEqual([toJson(written)]);
    }),
    { numRuns: 500 },
  );
});

test("another reader of YAML 1.1 takes plain texts for the same", () => {
  const plain = fc.string({
    minLength: 1,
    maxLength: 7,
    unit: fc.constantFrom(...Array.from("0123456789abefinoxyYEI_+-.")),
  });
  fc.assert(
    fc.property(plain, (text) => {
      const other: unknown = parse(text, { version: "1.1" });
      // It takes figures without a figure for numbers, too.
      fc.pre(!(typeof other === "number" && Number.isNaN(other)) && !(other instanceof Date));
      fc.pre(!/^(?:---|\.\.\.)/.test(text) && text !== "-");
      expect(scalar(text)).toEqual([toJson(other)]);
    }),
    { numRuns: 5000 },
  );
});
