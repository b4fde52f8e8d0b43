import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { synthesizedEnvironments, synthesizedFacts } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { openedKey } from "../openbao/checks/dumps";
import { enterWith } from "../openbao/checks/keys";
import type { Platform } from "../openbao/platform";
import { startPlatform } from "../openbao/started";
import { subjectOf } from "../openbao/subject";
import { authority } from "../parts/authority";
import { cryptography } from "../parts/cryptography";
import { openbaoPart, openbaoProgram } from "../parts/openbao";
import { postgresql } from "../parts/postgresql";
import { bucketOf, runDump, synthesizedDump, type DumpRun } from "./dump-job";
import { PostgresServer } from "./postgres-server";
import { firstDatabase, synthesizedClusters } from "./synthesized-cluster";

/** The first environment of one customer's own whose secrets OpenBao keeps and whose databases are dumped. */
function chosen() {
  for (const environment of synthesizedEnvironments()) {
    const facts = synthesizedFacts(environment);
    const subject = facts.plan.tenancy === undefined ? subjectOf(environment) : undefined;
    const [cluster] = synthesizedClusters(facts).filter(({ databases }) => databases.length > 0);
    const dump = cluster && synthesizedDump(facts, cluster.site, firstDatabase(cluster).name);
    if (subject?.release === undefined || cluster === undefined || dump === undefined) continue;
    return { environment, subject, release: subject.release, cluster, dump };
  }
  throw new Error("no environment dumps a database and keeps its secrets in OpenBao");
}

/** Some megabytes, so that there is more than one chunk, and rows that can be told apart. */
const rows = [
  "CREATE TABLE letters (id int PRIMARY KEY, text text)",
  "INSERT INTO letters SELECT n, (SELECT string_agg(md5(n::text || m::text), '') FROM generate_series(1, 40) m) FROM generate_series(1, 5000) n",
].join("; ");
const count = "SELECT count(*), sum(hashtextextended(t::text, 0)::numeric) FROM letters t";

const headerSchema = z.strictObject({ tenant: z.string(), database: z.string(), begun: z.string(), key: z.string() });

withParts(
  "a dump of a tenant's database",
  { postgresql, authority, openbao: openbaoPart, cryptography },
  (folderOf) => {
    const { environment, subject, release, cluster, dump } = chosen();
    const database = firstDatabase(cluster);
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-dump-"));
    let platform: Platform;
    let source: PostgresServer;
    let run: DumpRun;
    const closing: (() => Promise<void>)[] = [];

    beforeAll(async () => {
      const program = openbaoProgram(folderOf("openbao"));
      const started = await startPlatform(program, subject, release);
      closing.push(started.close);
      platform = started.platform;
      source = await PostgresServer.create(
        { postgresql: folderOf("postgresql"), authority: folderOf("authority") },
        cluster,
      );
      closing.push(() => source.remove());
      expect(source.as(database.owner, database.name, rows)).toMatchObject({ ok: true });
      const { address, authorityFile } = await platform.servers.entrance();
      run = {
        dump,
        folder,
        programs: [source.programs, dirname(program)],
        token: platform.review.tokenOf({ namespace: dump.namespace, name: dump.account, audience: dump.audience }),
        environment: {
          BAO_ADDR: address,
          BAO_CACERT: authorityFile,
          ...source.accessOf(database.owner),
          PGDATABASE: database.name,
          PGSSLMODE: "require",
        },
      };
    });

    afterAll(async () => {
      for (const close of closing.reverse()) await close();
      rmSync(folder, { recursive: true, force: true });
    });

    const object = (): string => join(bucketOf(run), "object");
    const ask = (...words: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync("python3", [join(folder, "program/dump.py"), ...words], {
        encoding: "utf8",
      });
      return { status, output: `${stdout}${stderr}` };
    };
    const header = () => headerSchema.parse(JSON.parse(ask("header", object()).output));
    const keyFile = join(folder, "opened-key");

    test(`${environment} ${database.name}: is sealed before it leaves, and nothing of it lies anywhere in the clear`, async () => {
      const ended = await runDump(run);
      expect(ended.map(({ name, status, output }) => `${name} ${String(status)} ${output}`)).toEqual([
        "key 0 ",
        "dump 0 ",
        "seal 0 ",
        "carry 0 ",
      ]);
      const sealed = readFileSync(object());
      expect(sealed.length).toBeGreaterThan(2 * 1024 * 1024);
      // What every dump begins with (PostgreSQL, pg_backup_archiver.h), and the names in it.
      for (const plain of ["PGDMP", "letters", "CREATE TABLE"]) expect(sealed.includes(plain)).toBe(false);
      expect(header()).toMatchObject({ tenant: environment, database: database.name });
      expect(sealed.includes(readFileSync(join(folder, "key/key")))).toBe(false);
    });

    test("people with both policies open it and restore every row; with one of them, and as the job, nobody does", async () => {
      const { key, tenant } = header();
      const people = await enterWith(platform, "backup-operator", `tenant-${tenant}`);
      for (const policy of ["backup-operator", `tenant-${tenant}`])
        expect(await openedKey(await enterWith(platform, policy), tenant, key)).toBeUndefined();
      const role = subject.roles.find(({ name }) => name === dump.audience);
      if (role === undefined) throw new Error("there is no role");
      expect(await openedKey(await platform.enter(role), tenant, key)).toBeUndefined();
      writeFileSync(keyFile, Buffer.from((await openedKey(people, tenant, key)) ?? "", "base64"));

      const opened = join(folder, "opened");
      expect(ask("open", keyFile, object(), opened)).toEqual({ status: 0, output: "" });
      source.restore("restored", readFileSync(opened));
      expect(source.administer(count, "restored")).toBe(source.administer(count, database.name));
    });

    test("a changed byte, a missing end and another key open nothing", () => {
      const sealed = readFileSync(object());
      const changed = (at: number): Buffer => {
        const bytes = Buffer.from(sealed);
        bytes.writeUInt8((bytes[at] ?? 0) ^ 1, at);
        return bytes;
      };
      const tampered = join(folder, "tampered");
      const opened = join(folder, "never");
      const middle = Math.floor(sealed.length / 2);
      for (const bytes of [changed(60), changed(middle), changed(sealed.length - 1), sealed.subarray(0, middle)]) {
        writeFileSync(tampered, bytes);
        expect(ask("open", keyFile, tampered, opened).status).toBe(1);
      }
      writeFileSync(tampered, Buffer.alloc(32, 7));
      expect(ask("open", tampered, object(), opened).status).toBe(1);
      expect([opened, `${opened}.part`].filter((file) => existsSync(file))).toEqual([]);
    });

    test("a dump that breaks off takes nobody's place", async () => {
      const before = readFileSync(object());
      const ended = await runDump({ ...run, environment: { ...run.environment, PGDATABASE: "nowhere" } });
      expect(ended.map(({ name, status }) => `${name} ${String(status)}`)).toEqual([
        "key 0",
        "dump 1",
        "seal 1",
        "carry 1",
      ]);
      expect(readFileSync(object()).equals(before)).toBe(true);
    });

    test("another tenant's role takes no token of this job", async () => {
      const { auth } = await platform.knock(dump.audience, {
        namespace: dump.namespace,
        name: dump.account,
        audience: "dump-another",
      });
      expect(auth ?? undefined).toBeUndefined();
    });

    test("once the tenant's key is destroyed nobody opens what lies under the lock", async () => {
      const { key, tenant } = header();
      const people = await enterWith(platform, "backup-operator", `tenant-${tenant}`);
      expect(await openedKey(people, tenant, key)).toBeDefined();
      const governing = await platform.terraform();
      await governing.must("POST", `transit/keys/${tenant}/config`, { deletion_allowed: true });
      await governing.must("DELETE", `transit/keys/${tenant}`);
      expect(await openedKey(people, tenant, key)).toBeUndefined();
    });
  },
);
