import fc from "fast-check";
import { stringify } from "yaml";
import { toYaml } from "../../charts/to-yaml";

const byLibrary = (object: object): string =>
  stringify(object, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false });

test.each<readonly [string, object]>([
  ["nothing", {}],
  ["empty ones inside", { a: {}, b: [], c: [[], {}], d: { e: {} } }],
  ["lists in lists", { a: [[1, [2]], [{ b: 1, c: [3] }]] }],
  ["words", { y: "y", no: "No", e5: "e5", E1: "1e3", null: "~", on: ["on", "one"], true: true }],
  ["numbers", { 1: 1, a: 0.5, b: -0, c: 1e21, d: 9_007_199_254_740_993, e: "0400", f: "12:30" }],
  ["signs", { "a: b": "a: b", "- a": "- a", "#": "a #b", "*": "*x", "!": "!x", "%": "%a", ":": "a:", " ": " a " }],
  [
    "lines",
    {
      a: "x\ny\n",
      b: ["x\n\n  y", { c: "\n x\n\n" }],
      d: "x\n ",
      e: "a\tb\n",
      f: '"quoted"\nand more of it, beyond forty',
    },
  ],
  ["references", { image: "a.b/c:1.2@sha256:0f", command: "a --b=c", url: "https://a.b/c?d=e", expr: "up == 0" }],
  ["absent members", { a: undefined, b: { c: undefined }, d: 1 }],
  ["documents", { a: "---", b: "--- a\n--- b", c: ["...", "%a\n%b"] }],
])("%s", (_, object) => {
  expect(toYaml(object)).toBe(byLibrary(object));
});

/** What the library loses is written in quotes instead; what is read of it is claimed where YAML is read. */
const isBlankLines = (text: string): boolean => /^[ \t\n]*\n[ \t\n]*$/.test(text);

const risky = fc
  .oneof(
    fc.string({
      maxLength: 10,
      unit: fc.constantFrom(...Array.from("01abefinoxyY_+-.:#'\"|>&*!%@`{}[](),?~= \n\t\\")),
    }),
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.lorem({ mode: "sentences" }),
    fc.array(fc.lorem({ maxCount: 3 }), { maxLength: 4 }).map((lines) => lines.join("\n  ")),
  )
  .filter((text) => !isBlankLines(text));

test("blank lines are quoted: the library writes a block that loses them", () => {
  expect(toYaml({ a: " \n", b: ["\n\t"] })).toBe('a: " \\n"\nb:\n  - "\\n\\t"\n');
});

test("every object is written as the library writes it", () => {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      risky,
      fc.double({ noNaN: true }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(risky, tie("value"), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(risky, value, { minKeys: 1, maxKeys: 4 }), (object) => {
      expect(toYaml(object)).toBe(byLibrary(object));
    }),
    { numRuns: 3000 },
  );
});
