import { putOff } from "../../planning/spread";

test("a time is put off by what its name says, within the minutes that are given, and past the hour", () => {
  const turns = Array.from({ length: 500 }, (_, index) => putOff("50 1 * * *", 60, `tenant-${String(index)}`));
  const minutes = turns.map((turn) => {
    const [minute = "", hour = ""] = turn.split(" ");
    return Number(hour) * 60 + Number(minute);
  });
  expect(Math.min(...minutes)).toBe(110);
  expect(Math.max(...minutes)).toBe(169);
  expect(new Set(turns).size).toBe(60);
  expect(putOff("50 1 * * *", 60, "tenant-1")).toBe(turns[1]);
});

test("past midnight it is the next day", () => {
  const turns = Array.from({ length: 50 }, (_, index) => putOff("59 23 * * *", 2, `tenant-${String(index)}`));
  expect([...new Set(turns)].sort()).toEqual(["0 0 * * *", "59 23 * * *"]);
});

test("several times of one day of the week keep their distance", () => {
  const turns = Array.from({ length: 500 }, (_, index) => putOff("10 1,9 * * 0", 60, `tenant-${String(index)}`));
  expect(new Set(turns).size).toBe(60);
  for (const turn of turns) expect(turn).toMatch(/^([1-5]\d 1,9|\d 2,10) \* \* 0$/);
});

test.each(["*/5 * * * *", "0 2 1 * *", "0 2"])("%s is no time of every day or of one day of the week", (schedule) => {
  expect(() => putOff(schedule, 60, "one")).toThrow("is no time of every day or of one day of the week");
});

test("what would become another day of the week is refused", () => {
  expect(() => Array.from({ length: 50 }, (_, index) => putOff("59 23 * * 0", 60, `tenant-${String(index)}`))).toThrow(
    "is another day of the week",
  );
});
