import { parse } from "yaml";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import production from "../../environments/noveu-zuid";
import { attributesOf, environmentWith, synthesizeAnew, type Synthesis } from "./fixtures/synthesis";

const { recovery } = production.facts;
if (recovery.kind !== "warm-standby") throw new Error("the sample environment has no warm standby");

/** Objects of the standby's charts, with the file that holds each. */
const objects = new Map<string, string>();
const read = (active: "primary" | "standby"): Synthesis =>
  synthesizeAnew(environmentWith({ recovery: { ...recovery, active } }), (charts) => {
    for (const { site, release, path } of charts.filter((chart) => chart.site === "eu-south-mil")) {
      for (const name of readdirSync(join(path, "objects"))) {
        objects.set(`${active}/${site}/${release}/${name}`, readFileSync(join(path, "objects", name), "utf8"));
      }
    }
  });

const followed = read("primary");
const survivor = read("standby");

const primary = "eu-west-par";
const ofPrimary = (name: string): boolean => name.endsWith(primary);

/** Stacks that must be applied for the standby to serve, and those that they come after. */
function needed({ stacks }: Synthesis): readonly string[] {
  const wanted = stacks.map(({ name }) => name).filter((name) => !ofPrimary(name));
  const reach = (name: string): readonly string[] => {
    const direct = stacks.find((stack) => stack.name === name)?.after ?? [];
    return [...direct, ...direct.flatMap(reach)];
  };
  return [...new Set([...wanted, ...wanted.flatMap(reach)])];
}

/** Everything in a stack's file that leads to the primary: its state, its API, and whatever stands in its region. */
const waysToPrimary = (text: string): readonly string[] =>
  [
    /[a-z-]+-(?:infrastructure|operators|data|application|presentation)-eu-west-par/g,
    /s3\.eu-west-par\.[a-z.]+/g,
    /"region(?:_name)?": "EU-WEST-PAR[^"]*"/gi,
    /"eu-west-par-[abc]"/g,
    /10\.20\.\d+\.\d+/g,
  ].flatMap((way) => [...text.matchAll(way)].map(([found]) => found));

describe("while the primary may be gone", () => {
  test("no stack that the standby needs is the primary's, or comes after one of it", () => {
    expect(needed(survivor).filter(ofPrimary)).toEqual([]);
    expect(needed(survivor)).toEqual(
      expect.arrayContaining(["keys", "dns", "trust", "identity"].map((part) => `noveu-zuid-${part}`)),
    );
  });

  test("no such stack reads the primary's state, talks to its API, or touches a bucket in its region", () => {
    const ways = needed(survivor).flatMap((name) =>
      waysToPrimary(survivor.file(name).text).map((way) => `${name}: ${way}`),
    );
    expect(ways).toEqual([]);
  });

  test("no object of its cluster needs object storage in the primary's region", () => {
    const guilty = [...objects].filter(([name, text]) => name.startsWith("standby/") && /s3\.eu-west-par\./.test(text));
    expect(guilty.map(([name]) => name)).toEqual([]);
  });

  test("its state lies in neither site's region", () => {
    for (const name of needed(survivor)) {
      expect(JSON.stringify(survivor.file(name).terraform.backend)).toContain("s3.de.io.cloud.ovh.net");
    }
  });

  test("it serves before names move, and what remembers the primary is cleaned up last", () => {
    const after = (name: string) => survivor.stacks.find((stack) => stack.name === `noveu-zuid-${name}`)?.after;
    expect(after("data-eu-south-mil")).toEqual(["noveu-zuid-operators-eu-south-mil"]);
    expect(after("dns")).toEqual(
      expect.arrayContaining(["noveu-zuid-infrastructure-eu-south-mil", "noveu-zuid-presentation-eu-south-mil"]),
    );
    expect(after("trust")).toEqual(["noveu-zuid-dns"]);
  });
});

describe("before anything happened", () => {
  test("the standby's own stacks lead nowhere near the primary either", () => {
    const own = followed.stacks.map(({ name }) => name).filter((name) => name.endsWith("eu-south-mil"));
    const ways = own.flatMap((name) => waysToPrimary(followed.file(name).text).map((way) => `${name}: ${way}`));
    expect(ways).toEqual([]);
  });

  test("a way to the primary would have been found", () => {
    const trust = waysToPrimary(followed.file("noveu-zuid-trust").text);
    expect(new Set(trust)).toEqual(new Set(["noveu-zuid-infrastructure-eu-west-par"]));
    const own = waysToPrimary(followed.file("noveu-zuid-infrastructure-eu-west-par").text);
    expect(own.some((way) => way.includes("region_name"))).toBe(true);
  });
});

describe("the database that takes over", () => {
  const cluster = (active: string) => {
    const spec: unknown = parse(objects.get(`${active}/eu-south-mil/databases/cluster-postgres.yaml`) ?? "");
    return spec;
  };

  test("follows the primary until then, and writes from then on", () => {
    expect(cluster("primary")).toMatchObject({ spec: { replica: { self: "eu-south-mil", primary: primary } } });
    expect(cluster("standby")).toMatchObject({ spec: { replica: { self: "eu-south-mil", primary: "eu-south-mil" } } });
  });
});

test("keys of the standby's buckets are made before they are needed", () => {
  const paths = attributesOf(followed.file("noveu-zuid-trust"), "vault_kv_secret_v2").map(({ name }) => String(name));
  expect(paths).toEqual(expect.arrayContaining(["mail/bucket-mail/eu-south-mil", "files/bucket-files/eu-south-mil"]));
});

test("secrets are read back at the standby before its operators' stack is done", () => {
  const release = attributesOf(followed.file("noveu-zuid-operators-eu-south-mil"), "helm_release").find(
    ({ name }) => name === "secret-snapshots",
  );
  expect(release).toMatchObject({ wait_for_jobs: true, atomic: true });
});
