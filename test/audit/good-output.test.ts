import { auditEnvironment } from "../../audit";
import { nothing } from "./fixture/output";
import { factsAfter } from "./fixture/facts-after";
import { collect, withOutput } from "./fixture/write-output";

test("the good output passes every check", () => {
  const { checks } = auditEnvironment(factsAfter(nothing));
  // That a copy holds the same which the storage makes itself, no file shows.
  expect(checks.flatMap(({ failures, undecided }) => [...failures, ...undecided])).toEqual([
    {
      object: "proef",
      message: expect.stringContaining("are copied by their storage to a place where no cluster stands"),
    },
  ]);
  expect(checks.filter(({ examined }) => examined === 0)).toEqual([]);
});

test("facts of the fixture are those that are read from its files", () => {
  expect(withOutput(nothing, collect)).toEqual(factsAfter(nothing));
});
