import fc from "fast-check";
import { foundIn, foundInTexts, parts, texts, toJson } from "../../../audit/facts/json";

const anything = fc.jsonValue({ depthSize: "medium" }).map(toJson);

test("what is looked at on the way is everything there is, in the same order, under the same paths", () => {
  fc.assert(
    fc.property(anything, (json) => {
      expect(foundIn(json, (part, way) => [[[...way], part] as const])).toEqual(parts(json));
      expect(foundInTexts(json, (text, way) => [[[...way], text] as const])).toEqual(texts(json));
    }),
  );
});

test("a look finds nothing, one thing or several", () => {
  const json = { a: ["x", "y,y"], b: "" };
  expect(foundInTexts(json, (text) => (text === "" ? [] : text.split(",")))).toEqual(["x", "y", "y"]);
});

test("a path leads through keys and positions, parents before their parts", () => {
  expect(parts({ a: [null, { b: "x" }], c: 1 })).toEqual([
    [[], { a: [null, { b: "x" }], c: 1 }],
    [["a"], [null, { b: "x" }]],
    [["a", 0], null],
    [["a", 1], { b: "x" }],
    [["a", 1, "b"], "x"],
    [["c"], 1],
  ]);
  expect(texts(["x", { y: "z" }])).toEqual([
    [[0], "x"],
    [[1, "y"], "z"],
  ]);
});
