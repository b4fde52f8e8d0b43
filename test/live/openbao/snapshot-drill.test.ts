import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "../../../simulation/parts/free-ports";
import { synthesizedEnvironments, synthesizedFacts } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { openbaoPart, openbaoProgram } from "../parts/openbao";
import { needFindings } from "./checks/secrets";
import type { Platform } from "./platform";
import { runScript, synthesizedJob, type Ended } from "./snapshot-job";
import { startPlatform } from "./started";
import { subjectOf } from "./subject";

/** The first environment that releases OpenBao, with the site that serves. */
function chosen() {
  for (const environment of synthesizedEnvironments()) {
    const subject = subjectOf(environment);
    if (subject.release === undefined) continue;
    const facts = synthesizedFacts(environment);
    const [site] = Object.entries(facts.plan.sites).flatMap(([name, { role }]) => (role === "primary" ? [name] : []));
    if (site === undefined) throw new Error(`${environment} has no site that serves`);
    return {
      subject,
      release: subject.release,
      save: synthesizedJob(facts, site, "secrets-save", "take"),
      drill: synthesizedJob(facts, site, "secrets-drill", "drill"),
      site,
    };
  }
  throw new Error("no environment releases OpenBao");
}

withParts("the drill of the secrets' snapshot", { openbao: openbaoPart }, (folderOf) => {
  const { subject, release, save, drill, site } = chosen();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-snapshot-"));
  const snapshot = join(folder, "work/raft.snap");
  let platform: Platform;
  let close: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    ({ platform, close } = await startPlatform(openbaoProgram(folderOf("openbao")), subject, release));
    expect(await needFindings(platform)).toEqual([]);
  });

  afterAll(async () => {
    await close?.();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Takes one as the job does; `change` is made to its script. */
  async function take(change = (script: string): string => script, account = save.account): Promise<Ended> {
    rmSync(snapshot, { force: true });
    const { address, authorityFile } = await platform.servers.entrance();
    return runScript({
      folder,
      script: change(save.script),
      program: openbaoProgram(folderOf("openbao")),
      token: platform.review.tokenOf(account),
      environment: { BAO_ADDR: address, BAO_CACERT: authorityFile },
    });
  }

  /** Drills what was taken; of the pod's place only the ports and the seal are others. */
  async function drilled(
    change = (script: string): string => script,
    { seal = platform.servers.seal, account = drill.account } = {},
  ): Promise<Ended & { readonly verdict: string }> {
    const [api = 0, cluster = 0] = await freePorts(2);
    const script = change(drill.script)
      .replace(/(seal\.json <<END\n).*\n/, (_, line: string) => `${line}${seal}\n`)
      .replaceAll("127.0.0.1:8200", `127.0.0.1:${String(api)}`)
      .replaceAll("127.0.0.1:8201", `127.0.0.1:${String(cluster)}`);
    const ended = await runScript({
      folder,
      script,
      program: openbaoProgram(folderOf("openbao")),
      token: platform.review.tokenOf(account),
      environment: { BAO_ADDR: `http://127.0.0.1:${String(api)}` },
    });
    const word = join(folder, "termination-log");
    return { ...ended, verdict: existsSync(word) ? readFileSync(word, "utf8") : "" };
  }

  /** The same snapshot for as many drills as want it: each leaves nothing of what it was given. */
  async function keeping<T>(work: () => Promise<T>): Promise<T> {
    const kept = join(folder, "kept");
    // As storage does: with the moment at which it was last written.
    const copy = (from: string, to: string): void => {
      const { atime, mtime } = statSync(from);
      copyFileSync(from, to);
      utimesSync(to, atime, mtime);
    };
    copy(snapshot, kept);
    const result = await work();
    copy(kept, snapshot);
    return result;
  }

  test("a snapshot that could not be marked is taken all the same, and found by the drill", async () => {
    const unmarked = await take((script) => script.replace("role=snapshot-mark", "role=nobody"));
    expect(unmarked.status).toBe(0);
    expect(unmarked.output).toContain("this snapshot bears no mark of its own");
    expect(await drilled()).toMatchObject({ status: 1, verdict: expect.stringContaining("failed: it bears no mark") });
  });

  test("a snapshot opens in a server of its own, what it was taken of is in it, and nothing of it stays", async () => {
    expect(await take()).toMatchObject({ status: 0 });
    const { status, verdict, output } = await keeping(async () => {
      const ended = await drilled();
      const left = [snapshot, join(folder, "work/data"), join(folder, "work/server.log")];
      expect(left.filter((path) => existsSync(path))).toEqual([]);
      return ended;
    });
    expect(`${String(status)} ${output}`).toMatch(/^0 /);
    expect(verdict).toMatch(
      new RegExp(
        `^snapshot drill of ${site}: opened, the same policies, roles, folders: \\d+, \\d+, \\d+; \\d+ s old of the \\d+ s that may be lost; restored in \\d+ s\\n$`,
      ),
    );
  });

  test.each<readonly [what: string, change: (script: string) => string, found: string]>([
    ["another site's mark", (script) => script.replaceAll(site, "elsewhere"), "it bears the mark of "],
    ["one that is older than may be", (script) => script.replace(/-le \d+ \]/, "-le -1 ]"), "it opens, but is "],
  ])("%s is found", async (_, change, found) => {
    const { status, verdict } = await keeping(() => drilled(change));
    expect(status).toBe(1);
    expect(verdict).toContain(`failed: ${found}`);
  });

  test("one that another seal has closed is refused", async () => {
    const key = join(folder, "another-key");
    writeFileSync(key, randomBytes(32));
    const seal = JSON.stringify({ seal: { static: { current_key_id: "loopback", current_key: `file://${key}` } } });
    const { status, verdict } = await keeping(() => drilled(undefined, { seal }));
    expect(status).toBe(1);
    expect(verdict).toContain("failed: the server refuses it");
  });

  test("a token that is made out to somebody else opens nothing of what was restored", async () => {
    const account = { ...drill.account, audience: "secrets" };
    // It is refused at once, and asks again for five minutes.
    const impatient = (script: string): string => {
      const changed = script.replace("if late; then cat refusal", "if true; then cat refusal");
      expect(changed).not.toBe(script);
      return changed;
    };
    const { status, verdict } = await keeping(() => drilled(impatient, { account }));
    expect(status).toBe(1);
    expect(verdict).toContain("does not let in the role that reads the mark");
  });

  test("one that is cut is refused", async () => {
    await keeping(async () => {
      truncateSync(snapshot, Math.floor(readFileSync(snapshot).length / 2));
      const { status, verdict } = await drilled();
      expect(status).toBe(1);
      expect(verdict).toContain("failed: the server refuses it");
    });
  });

  test("one with the mark of an earlier one is found", async () => {
    await take((script) => script.replace("role=snapshot-mark", "role=nobody"));
    const { status, verdict } = await drilled();
    expect(status).toBe(1);
    expect(verdict).toContain("failed: it bears the mark of another snapshot, taken at 20");
  });

  test("one that holds less than was counted before it was taken is found", async () => {
    await take((script) => script.replace(/policies="\$policies"/, 'policies="9999"'));
    const { status, verdict } = await drilled();
    expect(status).toBe(1);
    expect(verdict).toContain("policies, and 9999 were counted before it was taken");
  });

  test("who marks reads no mark, who reads writes none, and neither reads a secret or takes a snapshot", async () => {
    const as = async (name: string) => {
      const role = subject.roles.find((one) => one.name === name);
      if (role === undefined) throw new Error(`there is no role ${name}`);
      return platform.enter(role);
    };
    const [marks, reads] = [await as("snapshot-mark"), await as("snapshot-drill")];
    const asked = async (client: typeof marks) => [
      (await client.ask("GET", "marks/snapshot")).status,
      (await client.ask("PUT", "marks/snapshot", { at: "1" })).status,
      (await client.ask("PUT", "marks/other", { at: "1" })).status,
      (await client.ask("GET", "sys/policies/acl/terraform")).status,
      (await client.ask("LIST", "platform/metadata/databases")).status,
      (await client.ask("GET", "sys/storage/raft/snapshot")).status,
    ];
    expect(await asked(reads)).toEqual([200, 403, 403, 403, 403, 403]);
    expect(await asked(marks)).toEqual([403, 204, 403, 403, 403, 403]);
  });
});
