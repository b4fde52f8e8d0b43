import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import oost from "../../environments/noveu-oost";
import rijk from "../../environments/noveu-rijk";
import west from "../../environments/noveu-west";
import zuid from "../../environments/noveu-zuid";
import { toJson } from "../../audit/facts/json";
import { written } from "../harness/written";
import { holds, idsOf, type SampleIds } from "./ids";
import { coverageMarkdown } from "./markdown";
import { evidenceOf, type Evidence } from "./row";
import { tables } from "./tables";

// Real synthesis takes seconds; this is a bound on hanging, not a claim about speed.
jest.setTimeout(240_000);

const root = join(__dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const samples = new Map<string, SampleIds>();

beforeAll(() => {
  for (const environment of [zuid, west, oost, rijk]) {
    const { facts, file } = written(environment);
    samples.set(environment.name, idsOf(facts, toJson(JSON.parse(file("out/plan.json")))));
  }
});

/** What a row names and a sample lacks. */
const lacking = (objects: readonly string[], from: ReadonlyMap<string, SampleIds>): readonly string[] =>
  objects.filter((name) => {
    const [sample = "", id = ""] = name.split(" ");
    const ids = from.get(sample);
    return ids === undefined || !holds(ids, id);
  });

const shown = tables.flatMap(({ title, rows }) =>
  rows.flatMap((row): readonly (readonly [string, Evidence])[] => {
    const evidence = evidenceOf(row);
    return evidence === undefined ? [] : [[`${title}: ${row.name}`, evidence]];
  }),
);

test.each(shown)("%s is declared, synthesized and tested", (_, { file, objects, test: [testFile, name] }) => {
  expect({ file, exists: existsSync(join(root, file)) }).toEqual({ file, exists: true });
  expect(objects.length).toBeGreaterThan(0);
  expect(lacking(objects, samples)).toEqual([]);
  expect(read(testFile)).toContain(`"${name}"`);
});

test.each(shown)("%s would be missed", (_, { objects }) => {
  for (const name of objects) {
    const [sample = "", id = ""] = name.split(" ");
    const { ids, plan } = samples.get(sample) ?? { ids: [], plan: {} };
    const without: SampleIds = {
      ids: ids.filter((other) => !other.startsWith(id)),
      plan: id.startsWith("plan/") ? {} : plan,
    };
    expect(lacking([name], new Map([[sample, without]]))).toEqual([name]);
  }
});

test("the page says what the rows say", () => {
  expect(read("docs/coverage.md")).toBe(coverageMarkdown(tables));
});

test("every row has a name of its own in its table, and says what is missing where something is", () => {
  for (const { rows } of tables) {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    for (const { answer } of rows) {
      if (answer.kind !== "met") expect(answer.missing).not.toBe("");
    }
  }
});
