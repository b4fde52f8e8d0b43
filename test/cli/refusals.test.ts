import { bestek, folderWith } from "./command";
import { page, type Changes } from "./environment-page";

/** What an architect reads after `bestek plan zuid`. */
async function complaint(changes: Changes): Promise<string> {
  const folder = folderWith({ "environments/zuid.ts": page("zuid", changes) });
  const { exitCode, output, complaints } = await bestek(["plan", "zuid"], { folder });
  expect({ exitCode, output }).toEqual({ exitCode: 1, output: "" });
  return complaints;
}

const siteIn = (region: string, network = "10.20.0.0/16"): string =>
  `ovh({ region: "${region}", project: "0".repeat(32), network: "${network}", operators: ["203.0.113.0/28"] })`;

test("a page that holds together is planned", async () => {
  const folder = folderWith({ "environments/zuid.ts": page("zuid") });
  expect(await bestek(["plan", "zuid"], { folder })).toMatchObject({ exitCode: 0, complaints: "" });
});

test("a region outside the EU is refused with the list of those inside", async () => {
  expect(await complaint({ site: siteIn("UK1") })).toBe(
    [
      'environment "zuid" is refused: 1 mistake',
      '✖ site.region: "UK1" is in London, not in the EU',
      "  → choose one of EU-WEST-PAR, EU-SOUTH-MIL, EU-WEST-RBX, GRA5, GRA7, GRA9, GRA11, SBG5, DE1, WAW1",
      "  in environments/zuid.ts",
      "",
    ].join("\n"),
  );
});

test("a fact that bestek does not know is refused by its name", async () => {
  expect(await complaint({ colour: '"blue"' })).toBe(
    [
      'environment "zuid" is refused: 1 mistake',
      '✖ colour: "blue" is not a fact that bestek knows',
      "  → remove it, or check its spelling against the editor's completion",
      "  in environments/zuid.ts",
      "",
    ].join("\n"),
  );
});

test("overlapping networks are refused with both places", async () => {
  const standby = siteIn("EU-SOUTH-MIL", "10.20.128.0/18");
  expect(await complaint({ recovery: `warmStandby({ site: ${standby}, archive: "GRA" })` })).toBe(
    [
      'environment "zuid" is refused: 1 mistake',
      '✖ recovery.site.network: "10.20.128.0/18" overlaps site.network (10.20.0.0/16)',
      "  → give every site a network of its own, apart from operators and runner",
      "  in environments/zuid.ts",
      "",
    ].join("\n"),
  );
});

test("a name that can't be a DNS label is refused with what can", async () => {
  const folder = folderWith({ "environments/zuid.ts": page("Zuid_1") });
  expect((await bestek(["synth"], { folder })).complaints).toBe(
    [
      'environment "Zuid_1" is refused: 1 mistake',
      `✖ name: "Zuid_1" can't be a DNS label`,
      "  → use 1 to 32 lower-case letters, digits and hyphens, starting with a letter and not ending in a hyphen",
      "  in environments/zuid.ts",
      "",
    ].join("\n"),
  );
});

test("two environments of one name are refused with both files", async () => {
  const folder = folderWith({ "environments/a.ts": page("zuid"), "environments/b.ts": page("zuid") });
  expect(await bestek(["synth"], { folder })).toEqual({
    exitCode: 1,
    output: "",
    complaints: [
      "the set of environments is refused: 1 mistake",
      '✖ name in environments/a.ts, environments/b.ts: "zuid" is the name of two environments',
      "  → give each its own name",
      "",
    ].join("\n"),
  });
});

test("a name that starts with another one is refused, whichever of the two is asked for", async () => {
  const folder = folderWith({ "environments/zuid.ts": page("zuid"), "environments/zuid-oost.ts": page("zuid-oost") });
  const complaints = [
    "the set of environments is refused: 1 mistake",
    '✖ name in environments/zuid-oost.ts: "zuid-oost" starts with the name of environment "zuid"',
    `  → rename one of them: "cdktf deploy 'zuid*'" would deploy both`,
    "",
  ].join("\n");
  for (const words of [["synth"], ["plan", "zuid"], ["plan", "zuid-oost"]]) {
    expect(await bestek(words, { folder })).toEqual({ exitCode: 1, output: "", complaints });
  }
});

test("a full synthesis reports the mistakes of all files at once, and writes nothing", async () => {
  const folder = folderWith({
    "environments/a.ts": page("noord", { stage: '"prod"' }),
    "environments/b.ts": "throw new TypeError('boom');",
    "environments/c.ts": "export default { suite: {}, site: {}, tenancy: {} };",
    "environments/d.ts": page("zuid"),
  });
  expect(await bestek(["synth"], { folder })).toEqual({
    exitCode: 1,
    output: "",
    complaints: [
      'environment "noord" is refused: 1 mistake',
      '✖ stage: "prod" is not one of the choices',
      '  → choose "production" or "acceptance" or "test" or "development"',
      "  in environments/a.ts",
      "",
      "environments/b.ts is refused: 1 mistake",
      "✖ environments/b.ts:1: can't be run: boom",
      "  → correct the file; an editor with bestek's types shows most such mistakes",
      "",
      "environments/c.ts is refused: 1 mistake",
      "✖ export default: is a page of facts that was never checked",
      "  → hand it to defineEnvironment",
      "",
    ].join("\n"),
  });
});

test("with --verbose a refusal says where it arose", async () => {
  const folder = folderWith({ "environments/zuid.ts": page("zuid", { stage: '"prod"' }) });
  const { complaints } = await bestek(["plan", "zuid", "--verbose"], { folder });
  expect(complaints).toMatch(/is refused: 1 mistake[^]*\n {4}at /);
});
