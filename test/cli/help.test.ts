import { bestek } from "./command";

const commands = [
  "new",
  "regions",
  "size",
  "plan",
  "synth",
  "audit",
  "preflight",
  "state",
  "drift",
  "simulate",
  "images",
  "manifests",
  "credential",
];

test("the help names every command in a sentence and the exit codes", async () => {
  const { exitCode, output, complaints } = await bestek(["--help"]);
  expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: "" });
  for (const command of commands) expect(output).toMatch(new RegExp(`\\n  ${command} .*[A-Z]`));
  expect(output).toContain(
    "Exit codes: 0 everything holds, 1 a finding or a refusal, 2 wrong use, 3 a program that bestek does not bring is missing,\n130 and 143 it was interrupted.",
  );
});

test.each(commands)("%s --help describes it in one sentence, every option, and an example", async (command) => {
  const { exitCode, output } = await bestek([command, "--help"]);
  expect(exitCode).toBe(0);
  const [usage, , description] = output.split("\n");
  expect(usage).toMatch(new RegExp(`^Usage: bestek ${command} \\[options\\]`));
  expect(description).toMatch(/^[A-Z][^.]*$|^[A-Z][^.]*\.$/);
  expect(output).toContain("\nExamples:\n  ");
  const options = output.slice(output.indexOf("Options:"), output.indexOf("Examples:")).split("\n");
  for (const option of options.filter((line) => line.startsWith("  -"))) expect(option).toMatch(/\S {2,}\S/);
  expect(output.endsWith("\n")).toBe(true);
});

test("the version is the package's own", async () => {
  expect(await bestek(["--version"])).toMatchObject({ exitCode: 0, output: "0.1.0\n" });
});

test.each([
  [[], "Usage: bestek"],
  [["synt"], "error: unknown command 'synt'\n(Did you mean synth?)"],
  [["plan"], "error: missing required argument 'environment'"],
  [["plan", "a", "b"], "error: too many arguments"],
  [["synth", "--fast"], "error: unknown option '--fast'"],
  [["size"], "error: required option '--users <numbers>' not specified"],
  [["size", "--users", "0"], "error: option '--users <numbers>' argument '0' is invalid. Write whole numbers"],
  [["size", "--users", "5,x"], "argument '5,x' is invalid"],
  [["size", "--users", "5", "--tier", "gold"], "Allowed choices are basis, pro, overheid."],
  [["regions", "--cloud", "moon"], "Allowed choices are ovh, azure, aws."],
  [["credential", "aws", "--project", "a", "--cluster", "b"], "Allowed choices are ovh."],
])("%j is wrong use", async (words, complaint) => {
  const ran = await bestek(words);
  expect({ exitCode: ran.exitCode, output: ran.output }).toEqual({ exitCode: 2, output: "" });
  expect(ran.complaints).toContain(complaint);
});

test("a fault is one line and the way to see more", async () => {
  const faulty = {
    get BESTEK_ENVIRONMENT(): string {
      throw new Error("the disk is full\nsecond line");
    },
  };
  expect(await bestek(["synth"], { variables: faulty })).toEqual({
    exitCode: 1,
    output: "",
    complaints:
      "error: the disk is full\nThis is a fault of bestek or of the machine; run it with --verbose to see where.\n",
  });
  expect((await bestek(["synth", "--verbose"], { variables: faulty })).complaints).toMatch(
    /^error: Error: the disk[^]*\n {4}at /,
  );
});
