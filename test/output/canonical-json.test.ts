import * as fc from "fast-check";
import { canonicalJson } from "../../output";

test("keys are sorted at every depth, lists keep their order", () => {
  expect(canonicalJson({ b: [2, { d: 1, c: null }], a: undefined, A: "x" })).toBe(
    '{\n  "A": "x",\n  "b": [\n    2,\n    {\n      "c": null,\n      "d": 1\n    }\n  ]\n}\n',
  );
});

test("the order in which keys were written makes no difference, and nothing is lost", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test.each([NaN, Infinity, -Infinity])("%p is refused instead of becoming null", (number) => {
  expect(() => canonicalJson({ cost: { total: number } })).toThrow(`"total" is ${String(number)}`);
});
