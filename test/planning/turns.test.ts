import fc from "fast-check";
import { figure, hours, minutes, type Turns } from "../../language";
import { mostAtOnce, turnOf } from "../../planning/turns";

const source = { kind: "decision", ref: "a test", date: "2026-11-23" } as const;
const within = (time: ReturnType<typeof minutes>): Turns => ({
  kind: "within-day",
  time: figure(time, "a test", source),
});
const overWeek: Turns = { kind: "over-week", time: figure(hours(14), "a test", source) };
const names = Array.from({ length: 500 }, (_, index) => `tenant-${String(index)}`);

test("a time is put off by what its name says, within the minutes that are given, and past the hour", () => {
  const turns = names.map((name) => turnOf("50 1 * * *", within(minutes(60)), name));
  const put = turns.map((turn) => {
    const [minute = "", hour = ""] = turn.split(" ");
    return Number(hour) * 60 + Number(minute);
  });
  expect(Math.min(...put)).toBe(110);
  expect(Math.max(...put)).toBe(169);
  expect(new Set(turns).size).toBe(60);
  expect(turnOf("50 1 * * *", within(minutes(60)), "tenant-1")).toBe(turns[1]);
});

test("past midnight it is the next day", () => {
  const turns = names.map((name) => turnOf("59 23 * * *", within(minutes(2)), name));
  expect([...new Set(turns)].sort()).toEqual(["0 0 * * *", "59 23 * * *"]);
});

test("several times of one day of the week keep their distance", () => {
  const turns = names.map((name) => turnOf("10 1,9 * * 0", within(minutes(60)), name));
  expect(new Set(turns).size).toBe(60);
  for (const turn of turns) expect(turn).toMatch(/^([1-5]\d 1,9|\d 2,10) \* \* 0$/);
});

test("over a week every day has its share, and tasks of one instance keep their day and their distance", () => {
  const days = names.map((name) => {
    const [drawn = "", , , , day = ""] = turnOf("10 1,9 * * 0", overWeek, name).split(" ");
    const [compared = "", , , , same = ""] = turnOf("0 5 * * 0", overWeek, name).split(" ");
    expect(same).toBe(day);
    expect((Number(drawn) - Number(compared) + 60) % 60).toBe(10);
    return day;
  });
  for (const day of ["0", "1", "2", "3", "4", "5", "6"])
    expect(days.filter((one) => one === day).length).toBeGreaterThan(500 / 14);
});

test.each(["*/5 * * * *", "0 2 1 * *", "0 2"])("%s is no time of every day or of one day of the week", (schedule) => {
  const why = "is no time of every day or of one day of the week";
  expect(() => turnOf(schedule, within(minutes(60)), "one")).toThrow(why);
  expect(() => mostAtOnce([schedule], 60)).toThrow(why);
});

test.each([
  ["one after the other", ["0 1 * * *", "0 2 * * *"], 60, 1],
  ["a minute longer", ["0 1 * * *", "0 2 * * *"], 61, 2],
  ["on other days", ["0 1 * * 0", "0 1 * * 1", "0 1 * * 2"], 600, 1],
  ["past midnight", ["0 23 * * 1", "0 1 * * 2"], 180, 2],
  ["past the end of the week", ["0 23 * * 6", "0 1 * * 0"], 180, 2],
  ["daily and weekly", ["30 1 * * *", "0 1 * * 3", "0 1 * * 4"], 60, 2],
  ["twice a day, of which the second is left out while the first runs", ["0 1,9 * * 0"], 600, 1],
  ["longer than a week", ["0 1 * * 0", "0 1 * * 3"], 20_000, 2],
  ["none", [], 60, 0],
] as const)("%s", (_, schedules, longest, most) => {
  expect(mostAtOnce(schedules, longest)).toBe(most);
});

test("never fewer than stand in some minute, never more than there are, and more with each", () => {
  const schedule = fc
    .tuple(fc.nat(59), fc.nat(23), fc.constantFrom("*", "0", "3", "6"))
    .map(([minute, hour, day]) => `${String(minute)} ${String(hour)} * * ${day}`);
  fc.assert(
    fc.property(
      fc.array(schedule, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 3000 }),
      (all, longest) => {
        const most = mostAtOnce(all, longest);
        const fewer = mostAtOnce(all.slice(1), longest);
        return (
          most >= 1 &&
          most <= all.length &&
          most >= fewer &&
          most <= fewer + 1 &&
          mostAtOnce(all, 10_080) === all.length
        );
      },
    ),
    { numRuns: 40 },
  );
});
