import { spawnSync } from "node:child_process";
import { at, listAt, numberAt, textAt, type Json } from "../../../audit/facts/json";
import type { Archive } from "../../../constructs/platform/database/archive-object-store";
import { RestoreDrill, type RestoreDrillProps } from "../../../constructs/platform/database/restore-drill";
import { planned } from "../application/fixture";
import { render } from "../render";
import { mirrorAt } from "../../../language";

const archive: Archive = {
  site: "eu-west-par",
  rebuilt: 1,
  founds: true,
  place: {
    kind: "s3",
    bucket: "zuid-archive-eu-west-par",
    host: "s3.eu-south-mil.io.cloud.ovh.net",
    addressing: "virtual-host",
    access: { kind: "keys", secret: "bucket-archive", region: "eu-south-mil" },
  },
  retentionDays: 35,
};

const drill = (changes: Partial<RestoreDrillProps> = {}) =>
  render((chart) => {
    new RestoreDrill(chart, "drill", {
      plan: {
        instances: planned(1, "replicas"),
        cpuRequest: planned(250, "millicores"),
        memoryRequest: planned(1024, "MiB"),
        storage: planned(102400, "MiB"),
      },
      clusters: { postgres: { archive, sharedByTenants: false, schedule: "0 3 * * 0" } },
      clearing: "45 2 * * *",
      snapshots: false,
      writes: true,
      version: "17",
      mirror: mirrorAt("registry.zuid.example.eu"),
      pullSecret: "registry-pull",
      storageClass: "encrypted-scratch",
      ...changes,
    });
  }, "databases");

const pod = ["spec", "jobTemplate", "spec", "template", "spec"] as const;
function cronJob(objects: ReturnType<typeof drill>): Json {
  const job: Json = JSON.parse(JSON.stringify(objects["CronJob/restore-drill-postgres"]));
  return job;
}

/** The manifest that the drill hands to the operator. */
function scratch(objects: ReturnType<typeof drill>): Json {
  const map: Json = JSON.parse(JSON.stringify(Object.values(objects).find(({ kind }) => kind === "ConfigMap") ?? null));
  const manifest: Json = JSON.parse(textAt(map, "data", "cluster.json") ?? "null");
  return manifest;
}

test("one instance begins with what the archive holds up to a moment, and archives nothing", () => {
  const manifest = scratch(drill());
  expect(manifest).toMatchObject({
    kind: "Cluster",
    metadata: { name: "restore-drill" },
    spec: {
      instances: 1,
      storage: { size: "100Gi", storageClass: "encrypted-scratch" },
      postgresql: {
        parameters: { max_connections: "400" },
        pg_hba: ["hostssl all restore_drill all scram-sha-256", "host all all all reject"],
      },
      bootstrap: { recovery: { source: "postgres", recoveryTarget: { targetLSN: "TARGET_LSN", exclusive: true } } },
      externalClusters: [
        {
          name: "postgres",
          plugin: { parameters: { barmanObjectName: "archive-eu-west-par", serverName: "postgres-2" } },
        },
      ],
    },
  });
  expect(manifest).not.toHaveProperty("spec.plugins");
  expect(manifest).not.toHaveProperty("spec.backup");
});

test("what a cell's tenants connect with fits what is restored of it", () => {
  const manifest = scratch(drill({ clusters: { cell: { archive, sharedByTenants: true, schedule: "0 3 * * 0" } } }));
  expect(manifest).toHaveProperty("spec.postgresql.parameters.max_connections", "2000");
});

test("it counts at the source, restores, compares, and then says so while it clears up", () => {
  const job = cronJob(drill());
  const steps = (kind: string) =>
    listAt(job, ...pod, kind).map((step) => [textAt(step, "name"), textAt(step, "env", 0, "value")]);
  expect(steps("initContainers")).toEqual([
    ["count", "postgres-rw.databases.svc.cluster.local"],
    ["restore", "/work"],
    ["compare", "restore-drill-rw.databases.svc.cluster.local"],
  ]);
  expect(steps("containers").map(([name]) => name)).toEqual(["verdict", "clear"]);
  expect(textAt(job, ...pod, "initContainers", 0, "command", 2)).toContain('sed "s|TARGET_LSN|$lsn|"');
});

test("it may make clusters, look at and delete its own, and nothing else", () => {
  expect(drill()["Role/restore-drill-runner"]).toMatchObject({
    rules: [
      { apiGroups: ["postgresql.cnpg.io"], resources: ["clusters"], verbs: ["create"] },
      {
        apiGroups: ["postgresql.cnpg.io"],
        resources: ["clusters"],
        verbs: ["get", "delete"],
        resourceNames: ["restore-drill"],
      },
    ],
  });
});

test("only what asks the API server bears a token for it", () => {
  const job = cronJob(drill());
  expect(at(job, ...pod, "automountServiceAccountToken")).toBe(false);
  const bearing = ["initContainers", "containers"]
    .flatMap((kind) => listAt(job, ...pod, kind))
    .filter((step) => listAt(step, "volumeMounts").some((mount) => textAt(mount, "name") === "token"))
    .map((step) => textAt(step, "name"));
  expect(bearing).toEqual(["restore", "clear"]);
});

test("a drill ends before what it left behind is deleted, and that is deleted whatever became of it", () => {
  const objects = drill();
  const deadline = numberAt(cronJob(objects), "spec", "jobTemplate", "spec", "activeDeadlineSeconds");
  expect(deadline).toBeLessThan(3.75 * 3600);
  expect(objects["CronJob/restore-drill-clear"]).toMatchObject({
    spec: { schedule: "45 2 * * *", suspend: false },
  });
});

test("where nothing is written nothing is drilled", () => {
  expect(drill({ writes: false })["CronJob/restore-drill-postgres"]).toMatchObject({ spec: { suspend: true } });
});

test("every script is one that the shell can read", () => {
  const scripts = ["initContainers", "containers"]
    .flatMap((kind) => listAt(cronJob(drill()), ...pod, kind))
    .flatMap((step) => textAt(step, "command", 2) ?? []);
  expect(scripts).toHaveLength(3);
  expect(scripts.map((script) => spawnSync("bash", ["-n"], { input: script, encoding: "utf8" }).stderr)).toEqual([
    "",
    "",
    "",
  ]);
});

test("snapshots of volumes are taken in turns: what is old goes first, and all of it", () => {
  const objects = drill({ snapshots: true });
  expect(objects["CronJob/volume-snapshots-odd"]).toMatchObject({
    spec: {
      schedule: "0 12 1-31/2 * *",
      suspend: false,
      jobTemplate: {
        spec: {
          template: {
            spec: {
              initContainers: [
                {
                  name: "delete",
                  args: expect.arrayContaining([
                    "backups.postgresql.cnpg.io",
                    "postgres-volume-odd",
                    "--ignore-not-found",
                  ]),
                },
                {
                  name: "wait",
                  args: expect.arrayContaining(["volumesnapshots.snapshot.storage.k8s.io/postgres-volume-odd"]),
                },
              ],
              containers: [{ name: "take", args: expect.arrayContaining(["--filename=/drill/backups.json"]) }],
            },
          },
        },
      },
    },
  });
  expect(JSON.stringify(objects["Role/restore-drill-runner"])).toContain(
    '"resourceNames":["postgres-volume-odd","postgres-volume-even"]',
  );
  expect(JSON.stringify(drill())).not.toContain("volume-snapshots");
});
