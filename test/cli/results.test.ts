import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { bestek, folderWith, treeOf } from "./command";
import { page } from "./environment-page";

const formatOf = (text: string): unknown => {
  const data: unknown = JSON.parse(text);
  return typeof data === "object" && data !== null && "format" in data ? data.format : undefined;
};

describe("plan", () => {
  const folder = () => folderWith({ "environments/zuid.ts": page("zuid") });

  test("its JSON is the plan", async () => {
    const ran = await bestek(["plan", "zuid", "--json"], { folder: folder() });
    expect(formatOf(ran.output)).toBe("bestek.plan/1");
    expect(JSON.parse(ran.output)).toMatchObject({ environment: { name: "zuid", usage: "measured" } });
  });

  test("its summary names services, nodes, storage under both usages, recovery and cost", async () => {
    const { output } = await bestek(["plan", "zuid"], { folder: folder() });
    expect(output).toMatch(/^▸ zuid: noveu for Zuid, production, usage measured\n/);
    for (const line of [/mail\/stalwart +services +\d/, /EU-WEST-PAR +primary +general +b3-/, /by usage seed\n/]) {
      expect(output).toMatch(line);
    }
    expect(output).toMatch(/▸ recovery, tier basis\n[^]*the site is lost: loss at most 1 h, time at most 4 h\n/);
    expect(output).toMatch(/\n {2}(at least )?\d+\.\d\d EUR\/month, (at least )?\d+\.\d\d EUR\/user\/month\n/);
  });

  test("a bound is printed as one: a price that nobody knows makes the total a lower one", async () => {
    const azure = (region: string, network: string): string =>
      `azure({ region: "${region}", subscription: "00000000-0000-0000-0000-000000000000", network: "${network}", operators: ["203.0.113.0/28"] })`;
    const text = page("zuid", {
      site: azure("westeurope", "10.20.0.0/16"),
      recovery: `warmStandby({ site: ${azure("swedencentral", "10.21.0.0/16")}, archive: "francecentral" })`,
      state: '{ bucket: "zuidstate", region: "polandcentral" }',
    }).replace("import {", "import { azure,");
    const { output } = await bestek(["plan", "zuid"], { folder: folderWith({ "environments/zuid.ts": text }) });
    expect(output).toMatch(/ unknown\n[^]*\n {2}at least \d+\.\d\d EUR\/month, at least \d/);
  });

  test("--why shows the chain behind a number, also as JSON", async () => {
    const words = ["plan", "zuid", "--why", "services.mail.workloads.stalwart.replicas"];
    const ran = await bestek(words, { folder: folder() });
    expect(ran.output).toMatch(/^services\.mail\.workloads\.stalwart\.replicas = \d+ replicas\n/);
    expect(ran.output).toContain("facts.users = 500 users");
    expect(formatOf((await bestek([...words, "--json"], { folder: folder() })).output)).toBe("bestek.explanation/1");
  });

  test("--why refuses a path that is no number, and names the nearest", async () => {
    const ran = await bestek(["plan", "zuid", "--why", "cost.totl"], { folder: folder() });
    expect(ran).toMatchObject({ exitCode: 1, output: "" });
    expect(ran.complaints).toMatch(
      /^path is refused[^]*"cost.totl" is no number of this plan\n {2}→ use one of: cost.total,/,
    );
  });
});

describe("size", () => {
  test("sizes every number of users on the chosen clouds and tiers", async () => {
    const ran = await bestek(["size", "--users", "500,4200", "--tier", "basis,pro", "--cloud", "ovh", "--json"]);
    expect(formatOf(ran.output)).toBe("bestek.size/1");
    const row = z.object({ tier: z.string(), users: z.number(), usage: z.string() });
    const { rows } = z.object({ rows: z.array(row) }).parse(JSON.parse(ran.output));
    expect(rows.map(({ tier, users, usage }) => [tier, users, usage])).toEqual([
      ["basis", 500, "seed"],
      ["basis", 4200, "seed"],
      ["pro", 500, "seed"],
      ["pro", 4200, "seed"],
    ]);
  });

  test("prints a line for each, with both sites of a tier that has two", async () => {
    const { output } = await bestek([
      "size",
      "--users",
      "500",
      "--tier",
      "pro",
      "--cloud",
      "ovh",
      "--usage",
      "measured",
    ]);
    expect(output).toMatch(/^▸ noveu, usage measured\n/);
    expect(output).toMatch(
      / {2}ovh +EU-WEST-PAR +pro +500 +\d+ \+ \d+ +b3-\d+ +[\d.]+ TiB +(>= )?[\d.]+ +(>= )?[\d.]+/,
    );
  });
});

describe("regions", () => {
  test("lists those of one cloud, all inside the EU, with whose courts reach the operator", async () => {
    const ran = await bestek(["regions", "--cloud", "azure", "--json"]);
    expect(formatOf(ran.output)).toBe("bestek.regions/1");
    const listed = z.object({ regions: z.array(z.unknown()), storage: z.array(z.unknown()) });
    const { regions, storage } = listed.parse(JSON.parse(ran.output));
    expect(regions.length).toBeGreaterThan(5);
    for (const region of regions) expect(region).toMatchObject({ cloud: "azure", usParent: true });
    expect(storage).toContainEqual(expect.objectContaining({ cloud: "azure", name: "swedencentral", zones: 3 }));
  });

  test("prints those of every cloud, and no London", async () => {
    const { output } = await bestek(["regions"]);
    expect(output).toMatch(
      /ovh +EU-WEST-PAR +Paris, FR +3 +available +open +open +open +open +OVH SAS \(FR\) +OVH Groupe SA \(FR\)\n/,
    );
    expect(output).toMatch(/aws +eu-central-1 [^\n]*Amazon\.com, Inc\. \(US\)\n/);
    expect(output).not.toMatch(/London|Zurich|Oslo/);
  });
});

describe("manifests", () => {
  const small = page("zuid", { suite: 'noveu({ without: ["mail", "files"] })' });

  test("writes nothing but manifests, one object a file, where cdk8s looks for them", async () => {
    const folder = folderWith({ "environments/zuid.ts": small });
    const variables = { CDK8S_OUTDIR: "k8s" };
    const ran = await bestek(["manifests", "--json"], { folder, variables });
    expect(formatOf(ran.output)).toBe("bestek.manifests/1");
    const files = Object.entries(treeOf(join(folder, "k8s")));
    expect(JSON.parse(ran.output)).toMatchObject({
      environments: [{ name: "zuid", folder: "k8s/zuid", objects: files.length }],
    });
    for (const [file, text] of files) {
      expect(file).toMatch(/^zuid\/eu-west-par\/[a-z-]+\/[^/]+\.yaml$/);
      expect(parse(text)).toMatchObject({ apiVersion: expect.any(String), kind: expect.any(String) });
    }
    expect(await bestek(["manifests", "zuid"], { folder, variables })).toMatchObject({ exitCode: 0, complaints: "" });
  });

  test("leaves a folder alone that holds anything else", async () => {
    const folder = folderWith({ "environments/zuid.ts": small, "docs/notes.md": "mine" });
    const ran = await bestek(["manifests", "--out", "docs"], { folder });
    expect(ran.exitCode).toBe(1);
    expect(ran.complaints).toContain('docs" holds "notes.md", which is no manifest and would be deleted');
    expect(readFileSync(join(folder, "docs/notes.md"), "utf8")).toBe("mine");
  });
});
