import { folderWith, bestek } from "./command";
import { page } from "./environment-page";
import { loadAllEnvironments, loadEnvironments } from "../../cli/load-environments";

const namesIn = async (folder: string, ...names: readonly string[]): Promise<readonly string[]> =>
  (await (names.length === 0 ? loadAllEnvironments(folder) : loadEnvironments(folder, names))).map(
    ({ environment, file }) => `${environment.name} in ${file}`,
  );

const twoStages = `${page("zuid").replace("export default", "const production =")}
export default production;
export const acceptance = stage(production, { name: "acceptance-zuid", users: 50 });
export { production };
`;

test("every exported environment counts once, in the order of names", async () => {
  const folder = folderWith({
    "environments/zuid.ts": twoStages,
    "environments/noord.ts": page("noord"),
    "environments/operators.ts": 'export const operators = ["203.0.113.0/28"];',
    "environments/zuid.test.ts": "throw new Error('no environment file');",
    "environments/old/west.ts": "throw new Error('not at the top level');",
  });
  expect(await namesIn(folder)).toEqual([
    "acceptance-zuid in environments/zuid.ts",
    "noord in environments/noord.ts",
    "zuid in environments/zuid.ts",
  ]);
});

test("an environment may import files beside it and parts of bestek", async () => {
  const folder = folderWith({
    "environments/zuid.ts": page("zuid", { runner: "{ network }", suite: "(euMemberStates.length, noveu())" }).replace(
      "\n",
      '\nimport { network } from "../facts/runner";\nimport { euMemberStates } from "bestek/catalog";\n',
    ),
    "facts/runner.ts": 'export const network: string = "198.51.100.9/32";',
  });
  expect(await namesIn(folder)).toEqual(["zuid in environments/zuid.ts"]);
});

test("one environment is found by its file's name although a neighbour is broken", async () => {
  const folder = folderWith({
    "environments/aaa.ts": "this is no TypeScript",
    "environments/noord.ts": page("noord", { stage: '"prod"' }),
    "environments/zuid.ts": page("zuid"),
  });
  expect(await namesIn(folder, "zuid")).toEqual(["zuid in environments/zuid.ts"]);
  await expect(namesIn(folder)).rejects.toThrow("aaa.ts is refused");
});

test("one environment is found in another file, past the broken ones", async () => {
  const folder = folderWith({ "environments/aaa.ts": "this is no TypeScript", "environments/zuid.ts": twoStages });
  expect(await namesIn(folder, "acceptance-zuid")).toEqual(["acceptance-zuid in environments/zuid.ts"]);
});

test("the file that bears the name is not passed over when it is the broken one", async () => {
  const folder = folderWith({ "environments/aaa.ts": page("aaa"), "environments/zuid.ts": "export default 1 +;" });
  await expect(namesIn(folder, "zuid")).rejects.toThrow("environments/zuid.ts is refused: 1 mistake");
});

test("a file that makes no environment promises no name", async () => {
  const folder = folderWith({
    "environments/zuid.ts": page("zuid"),
    "environments/zuid-facts.ts": "export const a = 1;",
  });
  expect(await namesIn(folder, "zuid")).toEqual(["zuid in environments/zuid.ts"]);
});

test("neighbours that clash among themselves do not stop a third", async () => {
  const folder = folderWith({
    "environments/zuid.ts": page("zuid"),
    "environments/west.ts": page("west"),
    "environments/west-a.ts": page("west-a"),
  });
  expect(await namesIn(folder, "zuid")).toEqual(["zuid in environments/zuid.ts"]);
});

test("an unknown name is wrong use, and names the known ones and the unreadable files", async () => {
  const folder = folderWith({ "environments/aaa.ts": "no", "environments/zuid.ts": twoStages });
  expect(await bestek(["plan", "west"], { folder })).toEqual({
    exitCode: 2,
    output: "",
    complaints: [
      'error: there is no environment "west"',
      "  known: acceptance-zuid, zuid",
      "  not readable, run bestek synth to see why: environments/aaa.ts",
      "",
    ].join("\n"),
  });
});

test("a folder without environments is wrong use", async () => {
  const folder = folderWith({});
  expect(await bestek(["synth"], { folder })).toEqual({
    exitCode: 2,
    output: "",
    complaints: `error: the folder ${folder} has no environments/*.ts\n  run bestek where they are, or start with: bestek new <folder>\n`,
  });
});
