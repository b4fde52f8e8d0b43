import { selfInitialization } from "../../../constructs/platform/secrets/openbao-self-initialization";
import { SecretSnapshots, type SnapshotDuty } from "../../../constructs/platform/secrets/secret-snapshots";
import { snapshotAccess, snapshotKeys, snapshotPolicy } from "../../../constructs/platform/secrets/snapshot-access";
import type { SnapshotPlace } from "../../../constructs/platform/secrets/snapshot-store";
import { render } from "../render";

const milan: SnapshotPlace = {
  place: {
    kind: "s3",
    bucket: "zuid-archive-par",
    host: "s3.eu-south-mil.io.cloud.ovh.net",
    access: { kind: "keys", secret: "x" },
  },
  signingRegion: "eu-south-mil",
  object: "secrets/par.snap",
};

const built = (duty: SnapshotDuty) =>
  render((chart) => {
    new SecretSnapshots(chart, "snapshots", { duty, mirror: "mirror.example.eu", pullSecret: "pull" });
  }, "openbao");

const serving = built({ kind: "save", minutes: 5, to: milan, restoreFrom: milan });
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

describe("the site that follows", () => {
  test("reads the other site's back every hour, and once before anything needs a secret", () => {
    expect(following["CronJob/secrets-follow"]).toMatchObject({ spec: { schedule: "17 * * * *", suspend: false } });
    expect(jobs(following)).toHaveLength(1);
    expect(text(jobs(following))).toContain('":s3:zuid-archive-par/secrets/par.snap","/work/raft.snap"');
    expect(Object.keys(following)).not.toContain("CronJob/secrets-save");
  });

  test("gives up where the other site never saved any, instead of waiting for ever", () => {
    expect(jobs(following)[0]).toMatchObject({ spec: { backoffLimit: 6, activeDeadlineSeconds: 840 } });
  });

  test("a snapshot that another seal has closed is refused", () => {
    expect(text(following)).toContain("raft snapshot restore /work/raft.snap");
    expect(text(following)).not.toContain("-force");
  });
});

test("pods show OpenBao a token of their own that lives for minutes, and no other", () => {
  for (const object of [serving["CronJob/secrets-save"], jobs(following)[0]]) {
    expect(text(object)).toContain('"serviceAccountToken":{"expirationSeconds":600,"path":"token"}');
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
        token_policies: ["snapshots"],
        token_no_default_policy: true,
      }),
    }),
  );
  expect(snapshotPolicy().match(/path "[^"]+"/g)).toEqual(['path "sys/storage/raft/snapshot"']);
});
