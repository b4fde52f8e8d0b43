import { spawn } from "node:child_process";
import { join } from "node:path";
import { at, numberAt, parsedJson } from "../../../audit/facts/json";
import { readFileSync } from "node:fs";
import { firstFound, synthesizedFolders } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { authority } from "../parts/authority";
import { postgresql } from "../parts/postgresql";
import { PostgresServer, type DatabaseParts } from "./postgres-server";
import { firstDatabase, synthesizedClusters, type SynthesizedCluster } from "./synthesized-cluster";

/** Seconds after which a segment is closed here, where the plan says minutes: nobody waits for those. */
const shortened = 4;

/** Seconds for which is written before the disaster: long enough to tell a log that arrives from one that does not. */
const writing = 45;

/** The first cluster of which the plan computes what is lost with its region. */
const chosen = firstFound((facts, environment) => {
  const plan = parsedJson(readFileSync(join(synthesizedFolders(environment).output, "plan.json"), "utf8"));
  return synthesizedClusters(facts).flatMap((cluster) => {
    const lost = numberAt(at(plan, "recovery", "loss", cluster.name), "value");
    const timeout = numberAt(at(plan, "databases", cluster.name, "archiveTimeout"), "value");
    if (lost === undefined || timeout === undefined || cluster.databases.length === 0) return [];
    return [{ title: `${environment} ${cluster.site} ${cluster.name}`, cluster, lost, timeout }];
  });
});

interface Measured {
  readonly written: number;
  readonly lost: number;
  /** Between the last commit that came back and the disaster. */
  readonly seconds: number;
}

/** Writes a row twenty times a second until the machine burns, and restores what the archive has. */
async function measure(parts: DatabaseParts, cluster: SynthesizedCluster, timeout: string): Promise<Measured> {
  const source = await PostgresServer.create(parts, cluster, { archive_timeout: timeout });
  const { name, owner } = firstDatabase(cluster);
  source.as(owner, name, "CREATE TABLE written (id serial, at timestamptz DEFAULT clock_timestamp())");
  const base = source.backUp();
  const loop = "DO $$ BEGIN LOOP INSERT INTO written DEFAULT VALUES; COMMIT; PERFORM pg_sleep(0.05); END LOOP; END $$";
  const writer = spawn(join(source.programs, "psql"), ["--no-psqlrc", `--dbname=${name}`, `--command=${loop}`], {
    env: { ...source.accessOf(owner), PGSSLMODE: "require" },
    stdio: "ignore",
  });
  await new Promise((resolve) => setTimeout(resolve, writing * 1000));
  const question = "SELECT count(*) || ' ' || coalesce(extract(epoch FROM max(at)), 0) FROM written";
  const numbers = (answer: string): readonly number[] => answer.split(" ").map(Number);
  const [written = 0, disaster = 0] = numbers(source.administer(question, name));
  await source.kill();
  writer.kill();
  const restored = await source.restored(base);
  const [came = 0, last = 0] = numbers(restored.administer(question, name));
  await restored.remove();
  await source.remove();
  return { written, lost: written - came, seconds: disaster - (last === 0 ? disaster - writing : last) };
}

withParts("what is lost with a region", { postgresql, authority }, (folderOf) => {
  if (chosen === undefined) throw new Error("no plan computes what is lost");
  const { title, cluster, lost, timeout } = chosen;
  const parts = { postgresql: folderOf("postgresql"), authority: folderOf("authority") };
  // The plan's own sum with the shorter time in it.
  const bound = lost - timeout + shortened;

  test(`${title}: no more than the plan says, and a log that never arrives is caught`, async () => {
    const [kept, sabotaged] = await Promise.all([
      measure(parts, cluster, `${String(shortened)}s`),
      measure(parts, cluster, "0"),
    ]);
    process.stderr.write(
      [
        `\n${title}: plan ${String(lost)} s (archive_timeout ${String(timeout)} s); here archive_timeout ${String(shortened)} s, bound ${String(bound)} s:`,
        `${String(kept.lost)} of ${String(kept.written)} commits lost, the last ${kept.seconds.toFixed(1)} s`,
        `without archive_timeout: ${String(sabotaged.lost)} of ${String(sabotaged.written)}, ${sabotaged.seconds.toFixed(1)} s\n`,
      ].join("\n  "),
    );
    expect(kept.written).toBeGreaterThan(0);
    expect(kept.lost).toBeLessThan(kept.written);
    expect(kept.seconds).toBeLessThanOrEqual(bound);
    expect(sabotaged.seconds).toBeGreaterThan(bound);
  });
});
