import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Facts } from "../../../audit/facts";
import { listAt, parsedJson, textAt } from "../../../audit/facts/json";
import { objectsOfKind } from "../../../audit/facts/of-kind";
import { notTried } from "../harness/not-tried";
import { firstFound } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { authority } from "../parts/authority";
import { postgresql } from "../parts/postgresql";
import { PostgresServer, type Answer } from "./postgres-server";
import { synthesizedClusters, type OwnDatabase, type SynthesizedCluster } from "./synthesized-cluster";

/** A count as it is synthesized: the script that writes, what psql is given, and what the exporter asks afterwards. */
interface Counted {
  readonly title: string;
  readonly cluster: SynthesizedCluster;
  readonly database: OwnDatabase;
  readonly another: OwnDatabase;
  readonly script: string;
  readonly statements: string;
  readonly query: string;
}

function countedIn(facts: Facts, environment: string): readonly Counted[] {
  return synthesizedClusters(facts).flatMap((cluster) => {
    const [, declared] =
      objectsOfKind(facts, "Cluster").find(([, { site, name }]) => site === cluster.site && name === cluster.name) ??
      [];
    const reference = listAt(declared?.object, "spec", "monitoring", "customQueriesConfigMap")[0];
    const [, queries] =
      objectsOfKind(facts, "ConfigMap").find(
        ([, { site, name }]) => site === cluster.site && name === textAt(reference, "name"),
      ) ?? [];
    const told = parsedJson(textAt(queries?.object, "data", textAt(reference, "key") ?? "") ?? "{}");
    const query = textAt(told, "bestek_objects", "query");
    return cluster.databases.flatMap((database) => {
      const another = cluster.databases.find(({ name }) => name !== database.name);
      const [, files] =
        objectsOfKind(facts, "ConfigMap").find(
          ([, { namespace, site, object }]) =>
            site === cluster.site && namespace === database.name && textAt(object, "data", "said.sql") !== undefined,
        ) ?? [];
      const script = textAt(files?.object, "data", "write.sh");
      const statements = textAt(files?.object, "data", "said.sql");
      return query === undefined || another === undefined || script === undefined || statements === undefined
        ? []
        : [{ title: `${environment} ${database.name}`, cluster, database, another, script, statements, query }];
    });
  });
}

const found = firstFound(countedIn);

/** As `rclone size --json` of 1.75 prints it. */
const recorded = (bytes: number): string => `{"count":1093,"bytes":${String(bytes)},"sizeless":0,"fs":"files:there"}\n`;

/** The role that CloudNativePG's exporter is since 1.29.1 (its documentation, "Monitoring"). */
const exporter = "cnpg_metrics_exporter";

withParts("what lies in buckets", { postgresql, authority }, (folderOf) => {
  const chosen = found;
  if (chosen === undefined) {
    notTried("what lies in buckets", "no environment that is worked on charges tenants for it");
    return;
  }
  const { title, cluster, database, another, script, statements, query } = chosen;
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-count-"));
  let server: PostgresServer;

  beforeAll(async () => {
    server = await PostgresServer.create(
      { postgresql: folderOf("postgresql"), authority: folderOf("authority") },
      { ...cluster, databases: [database, another] },
    );
    server.administer(`CREATE ROLE ${exporter} LOGIN IN ROLE pg_monitor`);
    mkdirSync(join(folder, "work"));
    writeFileSync(join(folder, "said.sql"), statements);
  });

  afterAll(async () => {
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The pod's second step, as the service's role: it writes what its first step has found. */
  const write = (bytes: number): Answer => {
    const buckets = /^for bucket in (.+); do$/m.exec(script)?.[1]?.split(" ") ?? [];
    for (const bucket of buckets) writeFileSync(join(folder, "work", `${bucket}.json`), recorded(bytes));
    const { status, stdout, stderr } = spawnSync(
      "bash",
      ["-c", script.replaceAll("/work/", `${folder}/work/`).replaceAll("/etc/bestek/", `${folder}/`)],
      {
        encoding: "utf8",
        env: {
          PATH: `${server.programs}:${process.env["PATH"] ?? ""}`,
          ...server.accessOf(database.owner),
          PGDATABASE: database.name,
          PGSSLMODE: "require",
        },
      },
    );
    return { ok: status === 0, output: `${stdout}${stderr}`.trim() };
  };

  /** A statement as another role, in a transaction that only reads, as the exporter's are. */
  const reading = (role: string, statement: string, where = database.name): string =>
    server.administer(`SET SESSION AUTHORIZATION "${role}"; BEGIN READ ONLY; ${statement}; COMMIT`, where);
  const asked = (where?: string): string => reading(exporter, query, where);
  const owner = (statement: string): void => {
    expect(server.as(database.owner, database.name, statement)).toMatchObject({ ok: true });
  };
  const says = (text: string): void => {
    owner(`COMMENT ON SCHEMA bestek_objects IS '${text}'`);
  };

  test(`${title}: says nothing before it was counted`, () => {
    expect(asked()).toBe("");
  });

  test("is written by the service's own role, and read by a member of pg_monitor", () => {
    expect(write(5_000)).toMatchObject({ ok: true });
    expect(asked()).toMatch(new RegExp(`^${database.name}\\|5000\\|\\d{10}$`));
  });

  test("is replaced by the next night's", () => {
    expect(write(7_000)).toMatchObject({ ok: true });
    expect(asked()).toMatch(new RegExp(`^${database.name}\\|7000\\|\\d{10}$`));
  });

  test("is told of its own database alone, and nobody else gets in to read or write it", () => {
    expect(asked(another.name)).toBe("");
    for (const statement of ["SELECT 1", "COMMENT ON SCHEMA bestek_objects IS 'bytes=0 objects=0 counted=1'"])
      expect(server.as(another.owner, database.name, statement).ok).toBe(false);
    // Were it not for the rules of access, who owns it would still decide.
    expect(() =>
      server.administer(
        `SET SESSION AUTHORIZATION "${another.owner}"; COMMENT ON SCHEMA bestek_objects IS 'bytes=0 objects=0 counted=1'`,
        database.name,
      ),
    ).toThrow(/must be owner/);
    expect(asked()).toContain("|7000|");
  });

  test.each([
    ["", "no words"],
    ["bytes=-5 objects=1 counted=1764000000", "a negative number"],
    ["bytes=12345678901234567 objects=1 counted=1764000000", "a number that eight bytes may not hold"],
    ["bytes=1e9 objects=1 counted=1764000000", "a number that is none"],
    ["bytes=5 objects=1 counted=1764000000\nbytes=6 objects=1 counted=1764000000", "two lines"],
    ["bytes=5 objects=1 counted=1764000000; DROP SCHEMA bestek_objects", "words of another language"],
    [" bytes=5 objects=1 counted=1764000000", "a space before"],
  ])("%j, %s, is left out and breaks nothing", (text) => {
    says(text);
    expect(asked()).toBe("");
  });

  test("a comment of ten megabytes is left out too", () => {
    owner(
      "DO $$ BEGIN EXECUTE format('COMMENT ON SCHEMA bestek_objects IS %L', repeat('bytes=5 objects=1 counted=1764000000', 300000)); END $$",
    );
    expect(asked()).toBe("");
  });

  /** What the database's owner may make to have the exporter run it: operators and functions of the names that the query uses, and a view. */
  const traps = [
    "CREATE TABLE caught (role text)",
    "GRANT INSERT ON caught TO PUBLIC",
    "CREATE FUNCTION trap() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'caught %', current_user; END $$",
    "CREATE FUNCTION same(name, name) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'caught %', current_user; END $$",
    "CREATE OPERATOR = (LEFTARG = name, RIGHTARG = name, FUNCTION = same)",
    "CREATE FUNCTION substr(text, integer, integer) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'caught %', current_user; END $$",
    "CREATE FUNCTION obj_description(oid, name) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'caught %', current_user; END $$",
    "CREATE VIEW pg_namespace AS SELECT trap() AS oid, 'bestek_objects'::name AS nspname",
    "CREATE VIEW bestek_objects AS SELECT trap() AS bytes",
    "GRANT SELECT ON pg_namespace, bestek_objects TO PUBLIC",
  ];

  test("nothing that the owner made runs with the exporter's rights", () => {
    for (const trap of traps) owner(trap);
    says("bytes=8000 objects=1 counted=1764000000");
    expect(asked()).toBe(`${database.name}|8000|1764000000`);
    // Nor does it where the owner has the database look in his own schema first.
    server.administer(`ALTER ROLE ${exporter} IN DATABASE "${database.name}" SET search_path = public, pg_catalog`);
    const session = `SET search_path = public, pg_catalog; ${query}`;
    expect(reading(exporter, session)).toBe(`${database.name}|8000|1764000000`);
  });

  test.each([
    ["a relation of the owner's", () => "SELECT bytes FROM public.bestek_objects"],
    [
      "a name without its schema",
      () => `SET search_path = public, pg_catalog; ${query.replaceAll("pg_catalog.substr", "substr")}`,
    ],
    [
      "an operator without its schema",
      () => `SET search_path = public, pg_catalog; ${query.replaceAll("OPERATOR(pg_catalog.=)", "=")}`,
    ],
  ])("a query that reads %s would run what the owner made, and that is caught", (_, changed) => {
    expect(() => reading(exporter, changed())).toThrow(new RegExp(`caught ${exporter}`));
  });

  test("a service that may not write in the database has no number, and its job fails", () => {
    server.administer(`DROP SCHEMA bestek_objects; CREATE SCHEMA bestek_objects`, database.name);
    expect(write(9_000)).toMatchObject({ ok: false, output: expect.stringMatching(/must be owner/) });
    expect(asked()).toBe("");
  });
});
