import { dayTimes, figure, minutes, turnMistakes, type Turns } from "../../language";

const turns = (kind: Turns["kind"], time: number): Turns => ({
  kind,
  time: figure(minutes(time), "a test", { kind: "decision", ref: "a test", date: "2026-11-23" }),
});

test.each([
  ["10 1,9 * * 0", { minutes: [70, 550], weekday: 0 }],
  ["59 23 * * *", { minutes: [1439], weekday: undefined }],
])("%s is plain times", (schedule, times) => {
  expect(dayTimes(schedule)).toEqual(times);
});

test.each([
  "*/5 * * * *",
  "0 2 1 * *",
  "0 2 * 1 *",
  "0 2 * * 7",
  "60 2 * * *",
  "0 24 * * *",
  "0 1,24 * * *",
  "0 2",
  "",
])('"%s" is none, and takes no turns', (schedule) => {
  expect(dayTimes(schedule)).toBeUndefined();
  expect(turnMistakes("here", schedule, turns("within-day", 60))).toMatchObject([
    { where: "here.schedule", value: schedule },
  ]);
});

test.each<[string, Turns, readonly string[]]>([
  ["59 23 * * *", turns("within-day", 24 * 60), []],
  ["0 20 * * 3", turns("within-day", 4 * 60), []],
  ["0 20 * * 3", turns("over-week", 4 * 60), []],
  ["0 20 * * 3", turns("over-week", 4 * 60 + 1), ["puts instances off to another day of the week"]],
  ["0 1,20 * * 3", turns("within-day", 5 * 60), ["puts instances off to another day of the week"]],
  ["0 20 * * *", turns("over-week", 60), ["can't deal over a week what comes every day"]],
  ["0 20 * * *", turns("within-day", 0.5), ["is no whole number of minutes"]],
  ["0 20 * * *", turns("within-day", 0), ["is no whole number of minutes"]],
])("%s with %j", (schedule, how, mistakes) => {
  expect(turnMistakes("here", schedule, how).map(({ why }) => why)).toEqual(mistakes);
});
