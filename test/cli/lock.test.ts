import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseLock, type Lock } from "../../lock";
import { canonicalJson } from "../../output";
import { bestek, folderWith, put, treeOf } from "./command";
import { page, smallSuite } from "./environment-page";

// Real synthesis takes seconds; this is a bound on hanging, not a claim about speed.
jest.setTimeout(240_000);

const small = { suite: smallSuite() };
const file = "environments/zuid.lock.json";
let locked: string;

beforeAll(async () => {
  locked = folderWith({ "environments/zuid.ts": page("zuid", small) });
  const ran = await bestek(["lock"], { folder: locked });
  expect(ran).toMatchObject({ exitCode: 0, complaints: "" });
  expect(ran.output).toMatch(
    /recorded in environments\/zuid\.lock\.json; commit it:\n {2}\+ \d+ stacks and \d+ stateful/,
  );
});

/** A folder with the environment and its lock. */
function folder(): string {
  const copy = folderWith({});
  cpSync(locked, copy, { recursive: true });
  return copy;
}

const readLock = (place: string): Lock => parseLock(readFileSync(join(place, file), "utf8"), file, "zuid");
const writeLock = (place: string, lock: Lock): void => {
  put(place, { [file]: canonicalJson(lock) });
};

test("locking writes the lock and nothing else; a frozen synthesis agrees and changes no byte of it", async () => {
  expect(Object.keys(treeOf(locked))).toEqual([file, "environments/zuid.ts"]);
  const place = folder();
  const ran = await bestek(["synth"], { folder: place, variables: { CI: "true" } });
  expect(ran).toMatchObject({ exitCode: 0, complaints: "" });
  expect(ran.output).not.toContain("recorded");
  expect(readFileSync(join(place, file), "utf8")).toBe(readFileSync(join(locked, file), "utf8"));
});

test("in CI nothing new is recorded, and a lock that is missing or behind is refused before anything is written", async () => {
  const place = folder();
  const lock = readLock(place);
  const [id = "", entry] = Object.entries(lock.stateful)[0] ?? [];
  const { [id]: _, ...others } = lock.stateful;
  writeLock(place, { ...lock, stateful: others });
  const before = treeOf(place);
  for (const ran of [
    await bestek(["synth"], { folder: place, variables: { CI: "true" } }),
    await bestek(["synth", "--frozen-lock"], { folder: place }),
  ]) {
    expect(ran.exitCode).toBe(1);
    expect(ran.complaints).toContain(`is behind the facts: + stateful ${id}`);
  }
  expect(treeOf(place)).toEqual(before);

  expect((await bestek(["synth", "--no-frozen-lock"], { folder: place, variables: { CI: "true" } })).exitCode).toBe(0);
  expect(readLock(place).stateful[id]).toEqual(entry);
  rmSync(join(place, file));
  const missing = await bestek(["synth", "--frozen-lock"], { folder: place });
  expect(missing.complaints).toContain("is missing, and this run may not write it");
});

test("a renamed resource is refused, moved as the refusal says, and Terraform is told", async () => {
  const place = folder();
  const lock = readLock(place);
  const now = Object.keys(lock.stateful).find((id) => id.includes(":ovh_okms.")) ?? "";
  const before = `${now}_before`;
  const { [now]: entry, ...others } = lock.stateful;
  if (entry === undefined) throw new Error("the environment has no key service");
  writeLock(place, { ...lock, stateful: { ...others, [before]: entry } });

  const refused = await bestek(["synth"], { folder: place });
  expect(refused.exitCode).toBe(1);
  const [, command = ""] = /record the new name: bestek (move .*)/.exec(refused.complaints) ?? [];
  expect(command).toBe(`move zuid ${before} ${now}`);

  expect(await bestek([...command.split(" "), "--by", "platform team"], { folder: place })).toMatchObject({
    exitCode: 0,
  });
  expect(readLock(place).moves).toMatchObject([{ by: "platform team", on: "2026-11-21" }]);
  expect(await bestek(["synth", "--frozen-lock"], { folder: place })).toMatchObject({ exitCode: 0, complaints: "" });
  const [stack = "", address] = now.split(":");
  const written: unknown = JSON.parse(readFileSync(join(place, `cdktf.out/stacks/${stack}/cdk.tf.json`), "utf8"));
  expect(written).toMatchObject({ moved: [{ from: `${address ?? ""}_before`, to: address }] });
});

test("a site that moves is refused; so is a service that is dropped, until it is retired", async () => {
  const place = folder();
  const site =
    'ovh({ region: "EU-SOUTH-MIL", project: "0".repeat(32), network: "10.20.0.0/16", operators: ["203.0.113.0/28"] })';
  put(place, { "environments/zuid.ts": page("zuid", { ...small, site }) });
  const moved = await bestek(["synth"], { folder: place });
  expect(moved.exitCode).toBe(1);
  expect(moved.complaints).toContain('environment "zuid" is refused');
  expect(moved.complaints).toContain("is no longer among the facts, and eu-south-mil is new");
  expect(moved.complaints).toContain("add the new one as the standby of recovery");

  put(place, { "environments/zuid.ts": page("zuid", { suite: smallSuite("mail") }) });
  const dropped = await bestek(["synth"], { folder: place });
  expect(dropped.complaints).toContain("bestek retire zuid service mail --by <who>");

  const retired = await bestek(["retire", "zuid", "service", "mail", "--by", "owner", "--on", "2026-12-01"], {
    folder: place,
  });
  expect(retired).toMatchObject({ exitCode: 0, complaints: "" });
  const [, until = ""] = /can't be used again before (\S+)\./.exec(retired.output) ?? [];
  expect(until > "2026-12-01").toBe(true);
  expect(treeOf(place)["environments/zuid.retired/service-mail.md"]).toMatch(/^# Retiring service mail of zuid\n/);
  // The audit log is there for mail alone, and goes with it.
  const log = await bestek(["retire", "zuid", "service", "audit", "--by", "owner"], { folder: place });
  expect(log).toMatchObject({ exitCode: 0, complaints: "" });
  expect(await bestek(["synth"], { folder: place })).toMatchObject({ exitCode: 0, complaints: "" });

  put(place, { "environments/zuid.ts": page("zuid", small) });
  expect((await bestek(["synth"], { folder: place })).complaints).toContain(`remain until ${until}`);
  const early = await bestek(["retire", "zuid", "service", "mail", "--forget"], { folder: place });
  expect(early.complaints).toContain(`keeps locked copies until ${until}`);
  for (const service of ["mail", "audit"]) {
    const forgotten = await bestek(["retire", "zuid", "service", service, "--forget", "--on", "2030-01-01"], {
      folder: place,
    });
    expect(forgotten).toMatchObject({ exitCode: 0, complaints: "" });
  }
  expect(await bestek(["synth"], { folder: place })).toMatchObject({ exitCode: 0, complaints: "" });
});

test("versions are pinned, and an upgrade alone moves them, one minor version at a time", async () => {
  const place = folder();
  const lock = readLock(place);
  writeLock(place, { ...lock, versions: { ...lock.versions, kubernetes: "1.33" } });
  const stack = "cdktf.out/stacks/zuid-infrastructure-eu-west-par/cdk.tf.json";
  expect(await bestek(["synth", "--frozen-lock"], { folder: place })).toMatchObject({ exitCode: 0, complaints: "" });
  expect(readFileSync(join(place, stack), "utf8")).toContain('"version": "1.33"');

  const tooFar = await bestek(["upgrade", "zuid", "--kubernetes", "1.35"], { folder: place });
  expect(tooFar.complaints).toContain("control planes go one minor version at a time");
  const rehearsed = await bestek(["upgrade", "zuid", "--kubernetes", "1.34", "--dry-run"], { folder: place });
  expect(rehearsed.output).toContain("Nothing was recorded.");
  expect(readLock(place).versions.kubernetes).toBe("1.33");
  const upgraded = await bestek(["upgrade", "zuid", "--kubernetes", "1.34"], { folder: place });
  expect(upgraded).toMatchObject({ exitCode: 0, complaints: "" });
  expect(upgraded.output).toContain("cdktf deploy zuid-infrastructure-eu-west-par");
  expect(readLock(place)).toEqual({ ...lock, versions: { ...lock.versions, kubernetes: "1.34" } });

  const { charts } = lock.versions;
  writeLock(place, { ...lock, versions: { ...lock.versions, charts: { ...charts, "gateway-helm": "1.8.0" } } });
  expect((await bestek(["synth"], { folder: place })).complaints).toContain("gateway-helm 1.8.0 -> ");
  const component = await bestek(["upgrade", "zuid", "envoy-gateway"], { folder: place });
  expect(component.output).toContain("kubectl apply --server-side --force-conflicts -f -");
  expect(readLock(place)).toEqual(lock);
  expect(await bestek(["upgrade", "zuid", "envoy-gateway"], { folder: place })).toMatchObject({ exitCode: 2 });
  expect((await bestek(["upgrade", "zuid"], { folder: place })).output).toContain("every version is the locked one");
});

test("wrong use says what is missing", async () => {
  expect(await bestek(["retire", "zuid", "tenant", "b"], { folder: locked })).toMatchObject({
    exitCode: 2,
    complaints: "error: say who decides it: --by <who>\n",
  });
  expect(
    (await bestek(["retire", "zuid", "tenant", "b", "--by", "x", "--on", "2026-02-30"], { folder: locked })).exitCode,
  ).toBe(2);
  const none = folderWith({ "environments/zuid.ts": page("zuid", small) });
  expect((await bestek(["move", "zuid", "a:b.c", "a:b.d", "--by", "x"], { folder: none })).complaints).toContain(
    "is missing: nothing is known to stand\n  → bestek lock zuid writes it",
  );
});
