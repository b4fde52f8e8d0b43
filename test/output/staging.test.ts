import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ManifestFolder, Staging, StagingPart } from "../../output";
import { swapIn } from "../../output/swap";

let place: string;
const at = (...parts: readonly string[]): string => join(place, ...parts);

beforeEach(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), "bestek-output-")));
});
afterEach(() => {
  rmSync(place, { recursive: true, force: true });
});

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const targets = () => ({ out: at("out"), cdktf: at("cdktf.out") });

function fill(staging: Staging, environment: string, text: string): void {
  const part = new StagingPart(staging.partOf(environment));
  fillPart(part, environment, text);
  staging.takePart(environment, part.files);
}

/** Writes one environment with one stack, as synthesis does. */
function fillPart(part: StagingPart, environment: string, text: string): void {
  put(join(part.folders.out, environment, "plan.json"), text);
  const folder = part.openStacks(environment);
  const stack = `${environment}-trust`;
  put(join(folder, "stacks", stack, "cdk.tf.json"), text);
  put(join(folder, "manifest.json"), JSON.stringify({ version: "1", stacks: { [stack]: { name: stack } } }));
  part.addStacks(environment);
}

function commit(environments: readonly string[], text = "1"): void {
  const staging = Staging.open(targets(), at("."));
  for (const environment of environments) fill(staging, environment, text);
  staging.commit();
}

const stacks = (): readonly string[] => readdirSync(at("cdktf.out/stacks")).sort();
const manifest = (): unknown => JSON.parse(readFileSync(at("cdktf.out/manifest.json"), "utf8"));

test("nothing is visible before the commit, everything after it, and the place is clean", () => {
  const staging = Staging.open(targets(), place);
  fill(staging, "zuid", "1");
  expect(readdirSync(place).filter((entry) => !entry.startsWith(".bestek-"))).toEqual([]);
  staging.commit();
  expect(readdirSync(place).sort()).toEqual(["cdktf.out", "out"]);
  expect(manifest()).toEqual({ version: "1", stacks: { "zuid-trust": { name: "zuid-trust" } } });
});

test("a part's files beside the output come with it, and only with it", () => {
  const staging = Staging.open(targets(), place);
  const part = new StagingPart(staging.partOf("zuid"));
  fillPart(part, "zuid", "1");
  part.addFile(at("zuid.lock.json"), "locked");
  staging.takePart("zuid", part.files);
  expect(existsSync(at("zuid.lock.json"))).toBe(false);
  staging.commit();
  expect(readFileSync(at("zuid.lock.json"), "utf8")).toBe("locked");
});

test("a part that was never whole is not taken, and no second attempt begins in it", () => {
  const staging = Staging.open(targets(), place);
  const part = new StagingPart(staging.partOf("zuid"));
  put(join(part.folders.out, "zuid/plan.json"), "1");
  expect(() => {
    staging.takePart("zuid", part.files);
  }).toThrow("cdktf wrote no manifest");
  expect(() => new StagingPart(staging.partOf("zuid"))).toThrow("EEXIST");
  staging.discard();
  expect(readdirSync(place)).toEqual([]);
});

test("what is discarded leaves the old output and no trace", () => {
  commit(["zuid"], "old");
  const staging = Staging.open(targets(), place);
  fill(staging, "zuid", "new");
  staging.discard();
  expect(readdirSync(place).sort()).toEqual(["cdktf.out", "out"]);
  expect(readFileSync(at("out/zuid/plan.json"), "utf8")).toBe("old");
});

test("a full output forgets environments that are gone; a partial one keeps the others and their entries", () => {
  commit(["noord", "zuid"], "old");
  const staging = Staging.open(targets(), place);
  staging.keepOthers(["zuid"]);
  fill(staging, "zuid", "new");
  staging.commit();
  expect([readFileSync(at("out/noord/plan.json"), "utf8"), readFileSync(at("out/zuid/plan.json"), "utf8")]).toEqual([
    "old",
    "new",
  ]);
  expect(manifest()).toMatchObject({ stacks: { "noord-trust": {}, "zuid-trust": {} } });

  commit(["zuid"]);
  expect(readdirSync(at("out"))).toEqual(["zuid"]);
  expect(stacks()).toEqual(["zuid-trust"]);
});

test("what Terraform and others left beside the files outlives them", () => {
  commit(["noord", "zuid"]);
  put(at("cdktf.out/stacks/zuid-trust/.terraform/providers/x"), "downloaded");
  put(at("cdktf.out/stacks/zuid-trust/errored.tfstate"), "state");
  put(at("cdktf.out/stacks/zuid-trust/assets/old/file"), "stale");
  put(at("out/.gitkeep"), "");
  commit(["noord", "zuid"]);
  expect(readFileSync(at("cdktf.out/stacks/zuid-trust/.terraform/providers/x"), "utf8")).toBe("downloaded");
  expect(readFileSync(at("cdktf.out/stacks/zuid-trust/errored.tfstate"), "utf8")).toBe("state");
  expect(existsSync(at("cdktf.out/stacks/zuid-trust/assets"))).toBe(false);
  expect(existsSync(at("out/.gitkeep"))).toBe(true);
});

test("a stack that is gone may not take a state with it", () => {
  commit(["noord", "zuid"]);
  put(at("cdktf.out/stacks/noord-trust/errored.tfstate"), "state");
  expect(() => {
    commit(["zuid"]);
  }).toThrow("holds Terraform state of a stack that no longer exists\n  → push it with `terraform state push`");
  expect(stacks()).toEqual(["noord-trust", "zuid-trust"]);
});

test.each([
  ["strangers in out", { out: "mine", cdktf: "cdktf.out" }, 'holds "notes.txt", which bestek did not write'],
  ["strangers in cdktf.out", { out: "out", cdktf: "mine" }, 'holds "notes.txt", which bestek did not write'],
  ["the working folder", { out: ".", cdktf: "cdktf.out" }, "encloses the working folder"],
  ["what encloses it", { out: "..", cdktf: "cdktf.out" }, "encloses the working folder"],
  ["one in the other", { out: "o", cdktf: "o/c" }, "can't share a folder with --out"],
])("%s: refused", (_, { out, cdktf }, why) => {
  put(at("mine/notes.txt"), "mine");
  expect(() => Staging.open({ out: at(out), cdktf: at(cdktf) }, place)).toThrow(why);
  expect(readFileSync(at("mine/notes.txt"), "utf8")).toBe("mine");
});

test("a link to another place stays a link, and its target is replaced", () => {
  mkdirSync(at("elsewhere"));
  symlinkSync(at("elsewhere"), at("out"));
  commit(["zuid"]);
  expect(realpathSync(at("out"))).toBe(at("elsewhere"));
  expect(readdirSync(at("elsewhere"))).toEqual(["zuid"]);
});

test("two folders are put in place together or not at all", () => {
  put(at("a/file"), "old a");
  put(at("b/file"), "old b");
  put(at("new-a/file"), "new a");
  const both = [
    { from: at("new-a"), to: at("a") },
    { from: at("missing"), to: at("b") },
  ];
  expect(() => {
    swapIn(both);
  }).toThrow("ENOENT");
  expect([readFileSync(at("a/file"), "utf8"), readFileSync(at("b/file"), "utf8")]).toEqual(["old a", "old b"]);
  expect(readdirSync(place).sort()).toEqual(["a", "b"]);
});

test("manifests replace manifests, and no folder with anything else", () => {
  const write = (text: string): void => {
    const folder = ManifestFolder.open(at("k8s"), place);
    put(join(folder.chartsFolder("zuid"), "objects/a.yaml"), text);
    folder.add("zuid", { site: "par", release: "mail", path: folder.chartsFolder("zuid") });
    folder.commit();
  };
  write("old");
  write("new");
  expect(readFileSync(at("k8s/zuid/par/mail/a.yaml"), "utf8")).toBe("new");
  put(at("k8s/notes.txt"), "mine");
  expect(() => {
    write("newer");
  }).toThrow('holds "notes.txt", which is no manifest');
  expect(readdirSync(place)).toEqual(["k8s"]);
});
