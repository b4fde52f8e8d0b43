import { bestek, folderWith } from "./command";
import { page } from "./environment-page";

jest.setTimeout(120_000);

test("the script names the bucket that the synthesized stacks name", async () => {
  const folder = folderWith({
    "environments/zuid.ts": page("zuid", { suite: 'noveu({ without: ["mail", "files"] })' }),
  });
  expect(await bestek(["state", "zuid"], { folder })).toMatchObject({ exitCode: 2 });
  expect(await bestek(["synth", "--json"], { folder })).toMatchObject({ exitCode: 0 });
  const { exitCode, output } = await bestek(["state", "zuid"], { folder });
  expect(exitCode).toBe(0);
  expect(output).toMatch(/^#!\/bin\/sh\n/);
  expect(output).toContain("bucket='zuid-state'\nregion='de'\nendpoint='https://s3.de.io.cloud.ovh.net'\n");
  const { output: json } = await bestek(["state", "zuid", "--json"], { folder });
  expect(JSON.parse(json)).toMatchObject({ format: "bestek.state/1", place: { kind: "s3", bucket: "zuid-state" } });
});
