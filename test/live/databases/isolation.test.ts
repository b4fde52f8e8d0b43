import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { firstFound } from "../harness/synthesized";
import { eventually } from "../harness/until";
import { withParts } from "../harness/with-parts";
import { authority } from "../parts/authority";
import { postgresql } from "../parts/postgresql";
import { PostgresServer } from "./postgres-server";
import { firstDatabase, synthesizedClusters, type SynthesizedCluster } from "./synthesized-cluster";

const isShared = ({ roles }: SynthesizedCluster): boolean => roles.some(({ connections }) => connections > 0);

const clusterThat = (
  holds: (cluster: SynthesizedCluster) => boolean,
): readonly (readonly [string, SynthesizedCluster])[] => {
  const found = firstFound((facts, environment) =>
    synthesizedClusters(facts)
      .filter((cluster) => cluster.databases.length > 1 && holds(cluster))
      .map((cluster) => [`${environment} ${cluster.site} ${cluster.name}`, cluster] as const),
  );
  return found === undefined ? [] : [found];
};

/** One cluster of services and one that tenants share: the others differ in names, and in how many. */
const chosen = [...clusterThat((cluster) => !isShared(cluster)), ...clusterThat(isShared)];

/** Databases beside its own that each role is tried at: rules name none, so that a few stand for all of a cell's. */
const tried = 5;

/** Where a role gets into a database that is not its own, or not into its own; readers of everything get into all. */
function wrongAccess(server: PostgresServer, { roles, databases }: SynthesizedCluster): readonly string[] {
  return roles.flatMap(({ name: role, memberOf }) => {
    const own = databases.filter(({ owner }) => owner === role).map(({ name }) => name);
    const others = databases.filter(({ owner }) => owner !== role).map(({ name }) => name);
    return [...own, "postgres", "template1", ...others.slice(0, tried)].flatMap((database) => {
      const wanted = memberOf.includes("pg_read_all_data") || own.includes(database);
      const { ok, output } = server.as(role, database, "SELECT 1");
      return ok === wanted
        ? []
        : [`${role} ${ok ? "gets" : "does not get"} into ${database}${ok ? "" : `: ${output}`}`];
    });
  });
}

withParts("databases", { postgresql, authority }, (folderOf) => {
  const parts = { postgresql: folderOf("postgresql"), authority: folderOf("authority") };

  describe.each(chosen)("%s", (_, cluster) => {
    let server: PostgresServer;

    beforeAll(async () => {
      server = await PostgresServer.create(parts, cluster);
    });

    afterAll(() => server.remove());

    test("the server runs with every generated parameter", () => {
      const running = Object.keys(cluster.parameters).map((name) => [name, server.administer(`SHOW ${name}`)]);
      const seconds = (value: string): string =>
        value.replace(/^(\d+)min$/, (__, minutes) => `${String(Number(minutes) * 60)}s`);
      expect(Object.fromEntries(running.map(([name = "", value = ""]) => [name, seconds(value)]))).toEqual(
        cluster.parameters,
      );
    });

    test("each role gets into its own database, and into no other", () => {
      expect(wrongAccess(server, cluster)).toEqual([]);
    });

    test("an owner writes and reads its own tables, over TLS alone", () => {
      for (const { name, owner } of cluster.databases) {
        expect(
          server.as(owner, name, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (1); SELECT * FROM kept"),
        ).toEqual({ ok: true, output: "1" });
        expect(server.as(owner, name, "SELECT 1", "disable").ok).toBe(false);
      }
    });

    test("whoever counts for the drill reads everything and writes nothing", () => {
      const [reader] = cluster.roles.filter(({ memberOf }) => memberOf.length > 0);
      for (const { name } of cluster.databases) {
        expect(server.as(reader?.name ?? "", name, "SELECT count(*) FROM kept")).toEqual({ ok: true, output: "1" });
        for (const change of ["INSERT INTO kept VALUES (2)", "DELETE FROM kept", "CREATE TABLE own (id int)"])
          expect(server.as(reader?.name ?? "", name, change).output).toMatch(/permission denied/);
      }
    });

    test("nobody makes roles or databases, or becomes another", () => {
      const [one, another] = cluster.databases;
      for (const statement of [
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
        `SET ROLE "${another?.owner ?? ""}"`,
        "SET ROLE postgres",
      ])
        expect(server.as(one?.owner ?? "", one?.name ?? "", statement).output).toMatch(/permission denied/);
    });

    const [limited] = cluster.roles.filter(({ connections }) => connections > 0);
    (limited === undefined ? test.skip : test)("a tenant takes no more connections than its share", async () => {
      const { name = "", connections = 0 } = limited ?? {};
      const held: ChildProcess[] = Array.from({ length: connections }, () =>
        spawn(join(server.programs, "psql"), ["--no-psqlrc", `--dbname=${name}`, "--command=SELECT pg_sleep(60)"], {
          env: { ...server.accessOf(name), PGSSLMODE: "require" },
          stdio: "ignore",
        }),
      );
      await eventually(
        () => Promise.resolve(server.administer(`SELECT count(*) FROM pg_stat_activity WHERE usename = '${name}'`)),
        (taken) => taken === String(connections),
        30,
      );
      const more = server.as(name, name, "SELECT 1");
      for (const one of held) one.kill();
      expect(more.output).toMatch(/too many connections for role/);
    });
  });

  test.each(chosen)(
    "%s: without its rules every role gets into every database, and that is caught",
    async (_, cluster) => {
      const server = await PostgresServer.create(parts, { ...cluster, rules: [] });
      const { name, owner } = firstDatabase(cluster);
      const roles = cluster.roles.filter((role) => role.name === owner);
      expect(wrongAccess(server, { ...cluster, roles })).not.toEqual([]);
      expect(server.as(owner, name, "SELECT 1", "disable").ok).toBe(true);
      await server.remove();
    },
  );
});
