import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Supply } from "../../../audit";
import { recordedDigests, writeMirrorFolder } from "../../../output/mirror";
import { runWithFakes } from "./fake-tools";

const known = `sha256:${"ab".repeat(32)}`;
const digestOf = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;
const proxy = "docker.io/example/proxy:v1";
const resolved = digestOf(`${proxy} one`);

const supply: Supply = {
  mirror: "mirror.example.eu",
  providerMirror: "https://mirror.example.eu/providers/",
  images: [
    { registry: "bestek", repository: "stalwart-cli", tag: "1.0", builtFrom: "images/stalwart-cli", usedBy: [] },
    { registry: "docker.io", repository: "example/proxy", tag: "v1", usedBy: [] },
  ],
  charts: [
    { name: "gateway", version: "1.9.0", repository: "oci://docker.io/example" },
    { name: "store", version: "v2.0.0", repository: "https://charts.example.eu/it's" },
  ],
  providers: [
    { source: "hashicorp/helm", version: "3.1.1" },
    { source: "ovh/ovh", version: "2.18.0" },
    { source: "ovh/ovh", version: "2.19.0" },
  ],
};

const root = mkdtempSync(join(tmpdir(), "bestek-mirror-"));
let count = 0;

function folderOf(changed: Partial<Supply> = {}): string {
  count += 1;
  const folder = join(root, String(count));
  write(folder, changed);
  return folder;
}

const write = (folder: string, changed: Partial<Supply> = {}): readonly string[] =>
  writeMirrorFolder({
    folder,
    environment: "proef",
    supply: { ...supply, ...changed },
    packageFolder: join(__dirname, "../../.."),
  });

afterAll(() => {
  rmSync(root, { recursive: true });
});

test("everything is asked for, copied by digest, and recorded", () => {
  const folder = folderOf();
  const { exitCode, complaints, calls } = runWithFakes(folder, "copy.sh");
  expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: "" });
  const target = "mirror.example.eu/bestek/stalwart-cli:1.0";
  expect(calls).toEqual([
    `docker build --tag ${target} images/stalwart-cli`,
    `docker push ${target}`,
    `skopeo inspect --raw docker://${target}`,
    "skopeo manifest-digest WORK/manifest",
    `skopeo inspect --raw docker://${proxy}`,
    "skopeo manifest-digest WORK/manifest",
    `skopeo copy --all --preserve-digests docker://docker.io/example/proxy@${resolved} docker://mirror.example.eu/${proxy}`,
    `skopeo inspect --raw docker://mirror.example.eu/${proxy}`,
    "skopeo manifest-digest WORK/manifest",
    "helm pull oci://docker.io/example/gateway --version 1.9.0 --destination WORK",
    "helm push WORK/gateway-1.9.0.tgz oci://mirror.example.eu/charts",
    "helm pull store --repo https://charts.example.eu/it's --version v2.0.0 --destination WORK",
    "helm push WORK/store-v2.0.0.tgz oci://mirror.example.eu/charts",
    "terraform -chdir=providers/1/ providers mirror -platform=linux_amd64 ../../provider-mirror",
    "terraform -chdir=providers/2/ providers mirror -platform=linux_amd64 ../../provider-mirror",
  ]);
  expect(Object.fromEntries(recordedDigests(folder))).toEqual({
    "bestek/stalwart-cli:1.0": digestOf("bestek/stalwart-cli:1.0 one"),
    "chart/gateway:1.9.0": digestOf("gateway one"),
    "chart/store:v2.0.0": digestOf("store one"),
    [proxy]: resolved,
  });
});

test("what is recorded is not asked for again, and outlives a new script", () => {
  const folder = folderOf();
  runWithFakes(folder, "copy.sh");
  write(folder);
  const { exitCode, calls } = runWithFakes(folder, "copy.sh", { PUBLISHED: "two" });
  expect(exitCode).toBe(0);
  expect(calls).not.toContain(`skopeo inspect --raw docker://${proxy}`);
  expect(calls.filter((call) => call.startsWith("docker"))).toEqual([]);
  expect(calls.filter((call) => call.startsWith("skopeo copy")).join()).toContain(`proxy@${resolved}`);
});

test("a digest of the catalogue is taken without asking", () => {
  const folder = folderOf({
    images: [{ registry: "docker.io", repository: "example/proxy", tag: "v1", digest: known, usedBy: [] }],
  });
  const { exitCode, complaints, calls } = runWithFakes(folder, "copy.sh");
  expect(calls[0]).toContain(`docker://docker.io/example/proxy@${known} docker://mirror`);
  // The stand-in mirror serves something else, and that is seen.
  expect({ exitCode, complaints }).toEqual({
    exitCode: 1,
    complaints: `docker.io/example/proxy:v1: the mirror serves ${resolved}, not ${known}\n`,
  });
});

test.each([
  ["a mirror that serves another image", { SERVED: "two" }, `${proxy}: the mirror serves sha256:`],
  ["a publisher that changed a chart", { ARCHIVE: "two" }, "gateway 1.9.0: its publisher serves sha256:"],
])("%s is refused", (_, content, complaint) => {
  const folder = folderOf();
  runWithFakes(folder, "copy.sh");
  const run = runWithFakes(folder, "copy.sh", content);
  expect(run.exitCode).toBe(1);
  expect(run.complaints).toContain(complaint);
  expect(run.calls).not.toContain(
    "terraform -chdir=providers/1/ providers mirror -platform=linux_amd64 ../../provider-mirror",
  );
});

test.each([
  [
    "an image without a tag",
    { images: [{ registry: "docker.io", repository: "a/b", usedBy: [] }] },
    "docker.io/a/b: no file names its tag",
  ],
  [
    "a chart without a publisher",
    { charts: [{ name: "x", version: "1.0.0" }] },
    "x 1.0.0: the catalogue doesn't know its publisher",
  ],
])("%s stops the script", (_, changed: Partial<Supply>, complaint) => {
  const run = runWithFakes(folderOf(changed), "copy.sh");
  expect(run.exitCode).toBe(1);
  expect(run.complaints).toContain(complaint);
});

test("without a provider mirror no provider is fetched, and the script says why", () => {
  const { providerMirror: _, ...without } = supply;
  const folder = join(root, "without");
  writeMirrorFolder({ folder, environment: "proef", supply: without, packageFolder: join(__dirname, "../../..") });
  const script = readFileSync(join(folder, "copy.sh"), "utf8");
  expect(script).toContain("the environment names no registry.providers");
  expect(existsSync(join(folder, "providers"))).toBe(false);
  expect(runWithFakes(folder, "copy.sh").calls.filter((call) => call.startsWith("terraform"))).toEqual([]);
});

test("every shell accepts the script, and files of others in the folder stay", () => {
  const folder = folderOf();
  writeFileSync(join(folder, "notes.md"), "mine");
  write(folder);
  expect(readFileSync(join(folder, "notes.md"), "utf8")).toBe("mine");
  expect(spawnSync("sh", ["-n", join(folder, "copy.sh")], { encoding: "utf8" })).toMatchObject({
    status: 0,
    stderr: "",
  });
});
