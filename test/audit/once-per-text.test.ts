import { oncePerText } from "../../audit/once-per-text";

test("a text is judged once, and judged the same again", () => {
  const judge = jest.fn((text: string) => (text === "" ? undefined : text.length));
  const remembered = oncePerText(judge);
  expect(["a", "bb", "a", "", ""].map(remembered)).toEqual([1, 2, 1, undefined, undefined]);
  expect(judge).toHaveBeenCalledTimes(3);
});

test("long texts are not kept", () => {
  const judge = jest.fn((text: string) => text.length);
  const remembered = oncePerText(judge);
  const long = "a".repeat(1000);
  expect([remembered(long), remembered(long)]).toEqual([1000, 1000]);
  expect(judge).toHaveBeenCalledTimes(2);
});

test("it forgets, rather than grow without end", () => {
  const judge = jest.fn((text: string) => text);
  const remembered = oncePerText(judge);
  for (let count = 0; count <= 50_000; count++) remembered(String(count));
  expect(remembered("0")).toBe("0");
  expect(judge).toHaveBeenCalledTimes(50_002);
});
