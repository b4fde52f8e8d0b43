import { Interrupted, Interruption, interruptible } from "../../cli/interruption";
import { paint, wantsColour } from "../../cli/paint";
import { inLines, silently } from "../../cli/progress";
import { table } from "../../cli/table";

test("columns line up, numbers from the right, and no line ends in blanks", () => {
  expect(
    table(
      [{ title: "what" }, { title: "n", align: "right" }, { title: "why" }],
      [
        ["a", "10", ""],
        ["long", "7", "b"],
      ],
    ),
  ).toEqual(["what   n  why", "a     10", "long   7  b"]);
});

test("only lines with a mark are coloured, and every colour ends with its line", () => {
  expect(paint("✖ a: b\n  → c\n  ✔ d\nplain\n")).toBe(
    "\u001b[31m✖ a: b\u001b[39m\n  → c\n\u001b[32m  ✔ d\u001b[39m\nplain\n",
  );
});

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: "1" }, false],
  [true, { NO_COLOR: "" }, true],
  [true, { TERM: "dumb" }, false],
])("terminal %s with %j: colour %s", (isTerminal, variables, expected) => {
  expect(wantsColour(isTerminal, variables)).toBe(expected);
});

test("progress in lines names each step and how it ended; silence runs them too", async () => {
  const lines: string[] = [];
  const steps = [
    { title: "a", run: () => "done" as const },
    { title: "b", run: () => "refused" as const },
  ];
  await inLines((line) => lines.push(line))(steps);
  expect(lines).toEqual(["a: done", "b: refused"]);
  const run = jest.fn(() => "done" as const);
  await silently([{ title: "c", run }]);
  expect(run).toHaveBeenCalledTimes(1);
});

test("an interruption ends the steps before the next one", async () => {
  const interruption = new Interruption();
  const later = jest.fn(() => "done" as const);
  const steps = [
    {
      title: "a",
      run: () => {
        interruption.hear("SIGINT");
        return "done" as const;
      },
    },
    { title: "b", run: later },
  ];
  await expect(interruptible(silently, interruption)(steps)).rejects.toThrow(Interrupted);
  expect(later).not.toHaveBeenCalled();
});
