import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { selfInitialization } from "../../../constructs/platform/secrets/openbao-self-initialization";
import { SecretSnapshots, type SnapshotDuty } from "../../../constructs/platform/secrets/secret-snapshots";
import { snapshotAccess, snapshotKeys, snapshotPolicy } from "../../../constructs/platform/secrets/snapshot-access";
import { markingPolicy, readingPolicy } from "../../../constructs/platform/secrets/snapshot-mark";
import type { SnapshotPlace } from "../../../constructs/platform/secrets/snapshot-store";
import { render } from "../render";
import { mirrorAt } from "../../../language";

const milan: SnapshotPlace = {
  place: {
    kind: "s3",
    bucket: "zuid-archive-par",
    host: "s3.eu-south-mil.io.cloud.ovh.net",
    addressing: "virtual-host",
    access: { kind: "keys", secret: "x", region: "eu-south-mil" },
  },
  signingRegion: "eu-south-mil",
  object: "secrets/par.snap",
};

const built = (duty: SnapshotDuty) =>
  render((chart) => {
    new SecretSnapshots(chart, "snapshots", {
      product: "openbao",
      duty,
      mirror: mirrorAt("mirror.example.eu"),
      pullSecret: "pull",
    });
  }, "openbao");

const serving = built({ kind: "save", site: "par", minutes: 5, to: milan, restoreFrom: milan });
const following = built({ kind: "follow", from: milan });
const text = (object: unknown): string => JSON.stringify(object);
const jobs = (objects: typeof serving) => Object.values(objects).filter(({ kind }) => kind === "Job");

describe("the site that serves", () => {
  test("takes a snapshot every five minutes and carries it into the other region", () => {
    expect(serving["CronJob/secrets-save"]).toMatchObject({ spec: { schedule: "*/5 * * * *", suspend: false } });
    const save = text(serving["CronJob/secrets-save"]);
    expect(save.indexOf("raft snapshot save")).toBeGreaterThan(0);
    expect(save).toContain('"/work/raft.snap",":s3:zuid-archive-par/secrets/par.snap"');
  });

  test("never reads one back by itself: that replaces every secret", () => {
    expect(serving["CronJob/secrets-restore"]).toMatchObject({ spec: { suspend: true } });
    expect(jobs(serving)).toEqual([]);
  });
});

describe("the mark", () => {
  const scripts = text(serving["CronJob/secrets-save"]);

  test("is written before the snapshot, and never keeps one from being taken", () => {
    expect(scripts.indexOf("write marks/snapshot site=par")).toBeGreaterThan(0);
    expect(scripts.indexOf("write marks/snapshot")).toBeLessThan(scripts.indexOf("raft snapshot save"));
    expect(scripts).toContain('at=\\"$(mark)\\" || at=\\"\\"');
    expect(text(following)).not.toContain("marks/");
  });

  test("counts names and reads nothing; who reads it writes nothing", () => {
    const rules = (policy: string) =>
      [...policy.matchAll(/path "([^"]+)" \{\s+capabilities = (\S+)/g)].map((rule) => rule.slice(1));
    const lists = ["sys/policies/acl", "auth/kubernetes/role", "platform/metadata"].map((path) => [path, '["list"]']);
    expect(rules(markingPolicy())).toEqual([["marks/snapshot", '["create","update"]'], ...lists]);
    expect(rules(readingPolicy())).toEqual([["marks/snapshot", '["read"]'], ...lists]);
  });
});

describe("the site that follows", () => {
  test("reads the other site's back every hour, and once before anything needs a secret", () => {
    expect(following["CronJob/secrets-follow"]).toMatchObject({ spec: { schedule: "17 * * * *", suspend: false } });
    expect(jobs(following)).toHaveLength(1);
    expect(text(jobs(following))).toContain(":s3:zuid-archive-par/secrets/par.snap /work/raft.snap");
    expect(Object.keys(following)).not.toContain("CronJob/secrets-save");
  });

  test("gives up where the other site never saved any, instead of waiting for ever", () => {
    expect(jobs(following)[0]).toMatchObject({ spec: { backoffLimit: 1, activeDeadlineSeconds: 840 } });
  });

  test("a snapshot that another seal has closed is refused", () => {
    expect(text(following)).toContain("raft snapshot restore /work/raft.snap");
    expect(text(following)).not.toContain("-force");
  });
});

test("pods show OpenBao a token of their own that lives for minutes and is made out to it, and no other", () => {
  for (const object of [serving["CronJob/secrets-save"], jobs(following)[0]]) {
    expect(text(object)).toContain(
      '"serviceAccountToken":{"audience":"secrets","expirationSeconds":600,"path":"token"}',
    );
    expect(text(object)).toContain('"automountServiceAccountToken":false');
  }
});

test("keys of object storage come from a Secret that OpenBao need not hold, and no value stands in the file", () => {
  expect(text(following)).toContain(`"secretKeyRef":{"key":"secret-key","name":"${snapshotKeys}"}`);
});

test("Azure's blobs are opened by the pod's identity", () => {
  const objects = text(
    built({
      kind: "follow",
      from: { ...milan, place: { kind: "azure-blob", account: "archive1", container: "zuid-archive-par" } },
    }),
  );
  expect(objects).toContain(":azureblob:zuid-archive-par/secrets/par.snap");
  expect(objects).toContain('"azure.workload.identity/use":"true"');
  expect(objects).not.toContain(snapshotKeys);
});

test("the role stands since the first start, is bound to one account, and may do nothing but snapshots", () => {
  const {
    initialize,
  }: { readonly initialize: readonly { readonly terraform: { readonly request: readonly object[] } }[] } =
    JSON.parse(selfInitialization());
  const requests: readonly unknown[] = initialize.flatMap(({ terraform }) =>
    terraform.request.flatMap((entry): readonly unknown[] => Object.values(entry)),
  );
  expect(requests).toContainEqual(
    expect.objectContaining({
      path: `auth/${snapshotAccess.mount}/role/${snapshotAccess.role}`,
      data: expect.objectContaining({
        bound_service_account_names: ["snapshots"],
        bound_service_account_namespaces: ["openbao"],
        audience: "secrets",
        token_policies: ["snapshots"],
        token_no_default_policy: true,
      }),
    }),
  );
  expect(snapshotPolicy().match(/path "[^"]+"/g)).toEqual(['path "sys/storage/raft/snapshot"']);
});

describe("the first fetch, run by a shell", () => {
  const scripts = [...text(jobs(built({ kind: "follow", from: milan }))).matchAll(/(?<="-euc",)"(?:[^"\\]|\\.)*"/g)];
  const source = scripts
    .map(([found]): string => String(JSON.parse(found)))
    .find((found) => found.includes("while true"));
  if (source === undefined) throw new Error("no script");
  const folder = mkdtempSync(join(tmpdir(), "bestek-fetch-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs it with an rclone that ends as told, and looks twice before time is up. */
  const run = (name: string, rclone: string): { readonly status: number | null; readonly says: string } => {
    const work = join(folder, name);
    mkdirSync(work);
    const program = (command: string, body: string): void => {
      writeFileSync(join(work, command), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    };
    program("rclone", `cd ${work}; ${rclone}`);
    program("sleep", "true");
    // Each look at the clock is ten minutes later.
    program("date", `n=$(cat ${work}/clock 2>/dev/null || echo 0); echo $((n + 600)) > ${work}/clock; echo "$n"`);
    const { status, stderr } = spawnSync("/bin/sh", ["-euc", source.replaceAll("/work", work)], {
      env: { PATH: `${work}:/usr/bin:/bin` },
      encoding: "utf8",
    });
    return { status, says: stderr };
  };

  test("ends when the snapshot is there", () => {
    expect(run("there", "echo raft > raft.snap").status).toBe(0);
  });

  test("waits where there is none yet, and says so", () => {
    const { status, says } = run("later", "if [ -e seen ]; then echo raft > raft.snap; else touch seen; fi");
    expect(status).toBe(0);
    expect(says).toContain("no snapshot secrets/par.snap yet");
  });

  test("gives up in time where none comes, and says what to do", () => {
    const { status, says } = run("never", "exit 3");
    expect(status).toBe(1);
    expect(says).toContain("after 12 minutes: apply the operators of the site that serves first");
  });

  test("does not wait for what no waiting mends", () => {
    const { status, says } = run("refused", "exit 5");
    expect(status).toBe(5);
    expect(says).toContain("fetching the snapshot failed (5)");
  });
});
