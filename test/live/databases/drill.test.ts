import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { at, parsedJson, textAt } from "../../../audit/facts/json";
import { firstFound } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { authority } from "../parts/authority";
import { postgresql } from "../parts/postgresql";
import { PostgresServer } from "./postgres-server";
import { firstDatabase, synthesizedClusters, type SynthesizedCluster } from "./synthesized-cluster";
import { makeFolder } from "./unprivileged";

/** The first cluster that has a drill and more than one database. */
const chosen = firstFound((facts, environment) =>
  synthesizedClusters(facts)
    .filter(({ drill, databases }) => drill !== undefined && databases.length > 1)
    .map((cluster) => [`${environment} ${cluster.site} ${cluster.name}`, cluster] as const),
);

/** What an owner keeps: rows in two tables, one of them counted in a view that is kept too. */
const tables = [
  "CREATE TABLE letters (id int PRIMARY KEY, text text)",
  "CREATE TABLE folders (name text)",
  "INSERT INTO letters SELECT n, 'letter ' || n FROM generate_series(1, 1000) n",
  "INSERT INTO folders VALUES ('in'), ('out')",
  "CREATE MATERIALIZED VIEW longest AS SELECT max(length(text)) FROM letters",
].join("; ");

type Drill = NonNullable<SynthesizedCluster["drill"]>;

/** One container's script as generated, but for its folders; what it said. */
function step(drill: Drill, name: string, work: string, server: PostgresServer, role: string): string {
  const script = (drill.scripts[name] ?? "exit 1")
    .replaceAll("/work", work)
    .replaceAll("/drill/", `${work}/drill/`)
    .replaceAll("/dev/termination-log", `${work}/termination-log`);
  const { status, stdout, stderr } = spawnSync("/bin/bash", ["-c", script], {
    encoding: "utf8",
    env: {
      PATH: `${server.programs}:${process.env["PATH"] ?? ""}`,
      ...server.accessOf(role),
      PGSSLMODE: "require",
      PGCONNECT_TIMEOUT: "10",
    },
  });
  return `${String(status)} ${stdout}${stderr}`;
}

withParts("the restore drill", { postgresql, authority }, (folderOf) => {
  if (chosen === undefined) throw new Error("no environment has a drill");
  const [title, cluster] = chosen;
  const { drill } = cluster;
  if (drill === undefined) throw new Error("no drill");
  const role = cluster.roles.find(({ memberOf }) => memberOf.length > 0)?.name ?? "";
  const started: PostgresServer[] = [];
  const work = makeFolder();

  const track = async (starting: Promise<PostgresServer>): Promise<PostgresServer> => {
    const server = await starting;
    started.push(server);
    return server;
  };

  afterAll(async () => {
    for (const server of started) await server.remove();
    rmSync(work, { recursive: true, force: true });
  });

  test(`${title}: its scripts count, what is restored to their moment is the same, and one row less is not`, async () => {
    const parts = { postgresql: folderOf("postgresql"), authority: folderOf("authority") };
    // Segments are closed sooner than in production, where the script waits for up to five minutes.
    const source = await track(PostgresServer.create(parts, cluster, { archive_timeout: "2s" }));
    for (const { name, owner } of cluster.databases) expect(source.as(owner, name, tables)).toMatchObject({ ok: true });
    const base = source.backUp();
    const { name: one, owner } = firstDatabase(cluster);
    expect(source.as(owner, one, "INSERT INTO letters VALUES (1001, 'after the backup')").ok).toBe(true);
    mkdirSync(join(work, "drill"));
    writeFileSync(join(work, "drill/cluster.json"), drill.manifest);

    expect(step(drill, "count", work, source, role)).toMatch(
      /^0 counted at [0-9A-F]+\/[0-9A-F]+; [0-9A-F]{24} is archived/,
    );
    expect(source.as(owner, one, "INSERT INTO letters VALUES (1002, 'after the moment')").ok).toBe(true);

    const manifest = parsedJson(readFileSync(join(work, "cluster.json"), "utf8"));
    const target = at(manifest, "spec", "bootstrap", "recovery", "recoveryTarget");
    expect(target).toMatchObject({ exclusive: true });
    const restored = await track(source.restored(base, textAt(target, "targetLSN")));

    const rows = cluster.databases.length * 1003 + 1;
    expect(step(drill, "compare", work, restored, role)).toMatch(/^0 /);
    expect(step(drill, "verdict", work, restored, role)).toContain(
      `same: ${String(cluster.databases.length * 3)} tables, ${String(rows)} rows at`,
    );

    restored.administer("DELETE FROM letters WHERE id = 7", one);
    rmSync(join(work, "restored"), { recursive: true });
    rmSync(join(work, "verdict"));
    mkdirSync(join(work, "restored"));
    step(drill, "compare", work, restored, role);
    expect(step(drill, "verdict", work, restored, role)).toMatch(/^1 [^]*failed: 2 lines differ/);
  });
});
