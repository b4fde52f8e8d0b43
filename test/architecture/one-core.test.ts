import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Lock {
  readonly packages: Readonly<Record<string, { readonly name?: string; readonly version?: string }>>;
}

const lock: Lock = JSON.parse(readFileSync(join(__dirname, "../../package-lock.json"), "utf8"));

/** Folders that hold a copy of the core of cdktf, under its old name or its new one. */
const cores = ({ packages }: Lock): readonly string[] =>
  Object.keys(packages).filter((folder) => /(^|\/)node_modules\/(cdktf|cdktn)$/.test(folder));

test("exactly one copy of the core exists: two crash at synthesis", () => {
  expect(cores(lock)).toEqual(["node_modules/cdktf"]);
  expect(lock.packages["node_modules/cdktf"]).toMatchObject({ name: "cdktn", version: "0.24.0" });
});

test("a second copy would be found, whoever brings it", () => {
  const second = {
    ...lock.packages,
    "node_modules/@cdktf/provider-helm/node_modules/cdktf": {},
    "node_modules/cdktn": {},
  };
  expect(cores({ packages: second })).toHaveLength(3);
});

test("the lock names no host: every registry is as good as another", () => {
  expect(readFileSync(join(__dirname, "../../package-lock.json"), "utf8")).not.toMatch(/"resolved": "http/);
});
