import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { testDigests } from "../harness/recorded-digests";
import { bestek, folderWith, put } from "./command";
import { page } from "./environment-page";

jest.setTimeout(240_000);

const file = "mirror/zuid/digests.txt";
const zuid = page("zuid", {
  suite: 'noveu({ without: ["mail", "files", "chat"] })',
  registry: `{ mirror: "registry.example.eu", pullSecret: "registry-pull", digests: "${file}" }`,
});
/** Test values: no registry serves them. */
const lines = (digests: Readonly<Record<string, string>>): string =>
  Object.entries(digests)
    .map(([name, digest]) => `${name} ${digest}\n`)
    .join("");
const planned = z.object({ environment: z.object({ digests: z.record(z.string(), z.string()) }) });
const refusedWith = async (text: string | undefined): Promise<string> => {
  const folder = folderWith({ "environments/zuid.ts": zuid });
  if (text !== undefined) put(folder, { [file]: text });
  const { exitCode, complaints } = await bestek(["synth", "zuid"], { folder });
  expect(exitCode).toBe(1);
  expect(existsSync(join(folder, "out"))).toBe(false);
  return complaints;
};

test("a file that is not there is refused, with the way to make it", async () => {
  const complaints = await refusedWith(undefined);
  expect(complaints).toContain(`registry.digests: "${file}" is missing`);
  expect(complaints).toContain("bestek images zuid --mirror");
});

test("a file that was changed by hand is refused, with every line", async () => {
  const twice = `a/b:1 sha256:${"0".repeat(64)}\na/b:1 sha256:${"1".repeat(64)}\n`;
  const complaints = await refusedWith(`nonsense\n${twice}`);
  expect(complaints).toContain(`${file}:1: "nonsense" is not a name and a digest`);
  expect(complaints).toContain(`${file}:3: "a/b:1" is named with two digests`);
});

test("contents that the catalogue names otherwise are refused, all at once", async () => {
  const wrong = `sha256:${"0".repeat(64)}`;
  const [kubectl, rclone] = ["registry.k8s.io/kubectl:v1.35.3", "docker.io/rclone/rclone:1.75.1"];
  const complaints = await refusedWith(lines({ ...testDigests, [kubectl]: wrong, [rclone]: wrong }));
  for (const name of [kubectl, rclone])
    expect(complaints).toContain(`registry.digests: ${name}: "${wrong}" is not what`);
});

test("a path outside the working folder is no file of the environment", async () => {
  const outside = zuid.replace(file, "../digests.txt");
  const { exitCode, complaints } = await bestek(["synth"], { folder: folderWith({ "environments/zuid.ts": outside }) });
  expect(exitCode).toBe(1);
  expect(complaints).toContain("is no file below the working folder");
});

test("recorded digests reach the cluster, and what nobody copied is found before it is applied", async () => {
  // An environment that stands is given digests: to name what runs is no upgrade.
  const before = zuid.replace(`, digests: "${file}"`, "");
  const folder = folderWith({ "environments/zuid.ts": before, [file]: lines(testDigests) });
  expect(await bestek(["synth", "zuid", "--json"], { folder })).toMatchObject({ exitCode: 0 });
  put(folder, { "environments/zuid.ts": zuid });
  expect(await bestek(["synth", "zuid", "--json"], { folder })).toMatchObject({ exitCode: 0 });
  const plan = planned.parse(JSON.parse(readFileSync(join(folder, "out/zuid/plan.json"), "utf8")));
  expect(plan.environment.digests).toEqual(testDigests);

  const { "quay.io/keycloak/keycloak:26.7.3": _, ...without } = testDigests;
  put(folder, { [file]: lines(without) });
  const { exitCode, output, complaints } = await bestek(["synth", "zuid"], { folder });
  expect(complaints).toBe("");
  expect(exitCode).toBe(1);
  expect(output).toContain('"quay.io/keycloak/keycloak:26.7.3" was never recorded as copied');
  // The files are there, so that the script that copies it can be written from them.
  const mirrored = await bestek(["images", "zuid", "--mirror", "--json"], { folder });
  expect(mirrored.exitCode).toBe(0);
  expect(readFileSync(join(folder, "mirror/zuid/copy.sh"), "utf8")).toContain(
    "image 'quay.io/keycloak/keycloak' '26.7.3' ''",
  );
});
