import { neighbourMistakes } from "../../environments/schema";

const mistakes = (...names: readonly string[]) => neighbourMistakes(names.map((name) => ({ name })));

test("environments with names of their own are good neighbours", () => {
  expect(mistakes("zuid", "noord", "zui")).toHaveLength(1);
  expect(mistakes("zuid", "noord")).toEqual([]);
});

test("two environments of one name are refused once", () => {
  expect(mistakes("zuid", "noord", "zuid")).toEqual([
    { where: "name", value: "zuid", why: "is the name of two environments", wayOut: "give each its own name" },
  ]);
});

test("a name that another one starts with is refused, in either order", () => {
  const refusal = {
    where: "name",
    value: "zuid-test",
    why: 'starts with the name of environment "zuid"',
    wayOut: "rename one of them: \"cdktf deploy 'zuid*'\" would deploy both",
  };
  expect(mistakes("zuid", "zuid-test")).toEqual([refusal]);
  expect(mistakes("zuid-test", "zuid")).toEqual([refusal]);
});
