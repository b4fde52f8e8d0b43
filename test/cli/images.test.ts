import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { bestek, folderWith, put } from "./command";
import { page } from "./environment-page";

jest.setTimeout(120_000);

const listed = z.object({
  format: z.literal("bestek.images/1"),
  images: z.array(
    z.object({
      repository: z.string(),
      tag: z.string(),
      digest: z.string().optional(),
      digestFrom: z.string().optional(),
      signature: z.enum(["keyless", "key", "unknown"]),
    }),
  ),
  written: z.array(z.string()),
});

test("an environment that was never synthesized is wrong use", async () => {
  const ran = await bestek(["images", "zuid"], { folder: folderWith({ "environments/zuid.ts": page("zuid") }) });
  expect(ran).toMatchObject({ exitCode: 2, output: "" });
  expect(ran.complaints).toContain("write it first: bestek synth zuid");
});

test("images are listed with what is known of them, and --mirror writes what copies them", async () => {
  const folder = folderWith({
    "environments/zuid.ts": page("zuid", { suite: 'noveu({ without: ["mail", "files", "chat"] })' }),
  });
  expect(await bestek(["synth", "--json"], { folder })).toMatchObject({ exitCode: 0 });

  const { output } = await bestek(["images", "zuid"], { folder });
  expect(output).toMatch(/^▸ zuid: \d+ images, pulled from registry\.example\.eu\n/);
  expect(output).toMatch(/\n {2}quay\.io +keycloak\/keycloak +26\.7\.3 +unknown by whom +digest unknown\n/);
  expect(output).toMatch(/\n {2}cert-manager +v1\.21\.1 +oci:\/\/quay\.io\/jetstack\/charts\n/);
  expect(output).toMatch(/\n {2}ghcr\.io +cloudnative-pg\/cloudnative-pg +1\.30\.1 +keyless +digest unknown\n/);
  expect(output).toMatch(/\n! \d+ of \d+ images: unknown who signs them/);
  expect(output).toContain("pulled from their public registry: registry.providers is not set");
  expect(existsSync(join(folder, "mirror"))).toBe(false);

  const ran = await bestek(["images", "zuid", "--mirror", "--json"], { folder });
  const { images, written } = listed.parse(JSON.parse(ran.output));
  expect(written).toEqual(["mirror/zuid/copy.sh", "mirror/zuid/images/ci-runner", "mirror/zuid/images/programs"]);
  const script = readFileSync(join(folder, "mirror/zuid/copy.sh"), "utf8");
  for (const { repository, tag, digest = "", signature } of images) {
    const built = written.includes(`mirror/zuid/images/${repository}`);
    const copied = `/${repository}' '${tag}' '${digest}'${signature === "unknown" ? "\n" : " '--"}`;
    expect(script).toContain(built ? `build '${repository}' '${tag}' ` : copied);
  }

  const digest = `sha256:${"ef".repeat(32)}`;
  put(folder, { "mirror/zuid/digests.txt": `quay.io/keycloak/keycloak:26.7.3 ${digest}\n` });
  const again = listed.parse(JSON.parse((await bestek(["images", "zuid", "--json"], { folder })).output));
  expect(again.images).toContainEqual(expect.objectContaining({ digest, digestFrom: "copy script" }));
});
