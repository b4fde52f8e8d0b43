import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textAt } from "../../../audit/facts/json";
import { objectsOfKind } from "../../../audit/facts/of-kind";
import { synthesizedEnvironments, synthesizedFacts } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { bento } from "../parts/bento";

/** Every configuration of Bento in an environment, by the object that holds it. */
const configurationsOf = (environment: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    objectsOfKind(synthesizedFacts(environment), "ConfigMap").flatMap(([id, { object }]) => {
      const text = textAt(object, "data", "bento.json");
      return text === undefined ? [] : [[id, text]];
    }),
  );

withParts("configurations of Bento", { bento }, (folderOf) => {
  /** What `bento lint` says of these, without the folder that they lie in; nothing where it accepts all. */
  const objections = (configurations: Readonly<Record<string, string>>): string => {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-bento-"));
    try {
      const files = Object.entries(configurations).map(([id, text]) => {
        const file = join(folder, `${id.replaceAll("/", ".")}.yaml`);
        writeFileSync(file, text);
        return file;
      });
      const { status, stdout, stderr } = spawnSync(join(folderOf("bento"), "bento"), ["lint", ...files], {
        encoding: "utf8",
        // Variables that Secrets give the workers; the words stand for them.
        env: { ACCESS_KEY: "a", SECRET_KEY: "b", SIGNATURE_KEY: "c", JOURNAL_TOKEN: "d" },
      });
      return status === 0 ? "" : `${stdout}${stderr}`.replaceAll(`${folder}/`, "");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

  const all = synthesizedEnvironments().map((environment) => [environment, configurationsOf(environment)] as const);

  test.each(all)("%s: bento lint accepts every one", (_, configurations) => {
    expect(Object.keys(configurations)).not.toEqual([]);
    expect(objections(configurations)).toBe("");
  });

  test("a field that no component has, and a mapping that is none, are caught", () => {
    const good = { input: { http_server: {} }, output: { drop: {} } };
    expect(objections({ good: JSON.stringify(good) })).toBe("");
    expect(objections({ field: JSON.stringify({ ...good, input: { http_server: { pathh: "/" } } }) })).toMatch(
      /field pathh not recognised/,
    );
    const mapping = { processors: [{ mapping: "root = this." }] };
    expect(objections({ mapping: JSON.stringify({ ...good, pipeline: mapping }) })).toMatch(/mapping.*expected/s);
  });
});
