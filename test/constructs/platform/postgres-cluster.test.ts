import { PostgresCluster, type PostgresClusterProps } from "../../../constructs/platform/database/postgres-cluster";
import { planned } from "../application/fixture";
import { archiveObjectStore, type Archive } from "../../../constructs/platform/database/archive-object-store";
import { render } from "../render";
import { mirrorAt } from "../../../language";

const archive = (site: string): Archive => ({
  site,
  rebuilt: 0,
  founds: site === "eu-west-par",
  place: {
    kind: "s3",
    bucket: `zuid-archive-${site}`,
    host: "s3.eu-south-mil.io.cloud.ovh.net",
    addressing: "virtual-host",
    access: { kind: "keys", secret: "bucket-archive", region: "eu-south-mil" },
  },
  retentionDays: 35,
});

const cluster = (changes: Partial<PostgresClusterProps> = {}) =>
  render((chart) => {
    new PostgresCluster(chart, "postgres", {
      countsObjects: false,
      name: "postgres",
      sharedByTenants: false,
      backupMinute: 0,
      plan: {
        instances: planned(3, "replicas"),
        cpuRequest: planned(2000, "millicores"),
        memoryRequest: planned(8192, "MiB"),
        storage: planned(102400, "MiB"),
        archiveTimeout: planned(300, "s"),
        databases: {},
      },
      databases: { mail: { size: {}, extensions: ["pg_trgm"], collation: "C.UTF-8" } },
      version: "17",
      mirror: mirrorAt("registry.zuid.example.eu"),
      pullSecret: "registry-pull",
      storageClass: "encrypted",
      site: "eu-west-par",
      writer: "eu-west-par",
      archives: [archive("eu-west-par"), archive("eu-south-mil")],
      durability: "preferred",
      ...changes,
    });
  }, "databases");

test("three instances over the zones, each commit confirmed by one other", () => {
  expect(cluster()["Cluster/postgres"]).toMatchObject({
    spec: {
      instances: 3,
      topologySpreadConstraints: [{ topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" }],
      postgresql: { synchronous: { method: "any", number: 1, dataDurability: "preferred" } },
    },
  });
});

test("where no commit may be lost, a failover needs a quorum", () => {
  expect(cluster({ durability: "required" })["Cluster/postgres"]).toMatchObject({
    spec: { postgresql: { synchronous: { dataDurability: "required", failoverQuorum: true } } },
  });
});

test.each([false, true])(
  "a role gets into its own database alone, over TLS (shared by tenants: %s)",
  (sharedByTenants) => {
    expect(cluster({ sharedByTenants })["Cluster/postgres"]).toHaveProperty("spec.postgresql.pg_hba", [
      "hostssl all restore_drill all scram-sha-256",
      "hostssl sameuser all all scram-sha-256",
      "host all all all reject",
    ]);
  },
);

test("logs go to the site's own archive, as often as planned, and a failover's shutdown is bounded", () => {
  expect(cluster()["Cluster/postgres"]).toMatchObject({
    spec: {
      switchoverDelay: 30,
      postgresql: { parameters: { archive_timeout: "300s" } },
      plugins: [{ isWALArchiver: true, parameters: { barmanObjectName: "archive-eu-west-par" } }],
    },
  });
});

test("both sites know each other and agree on the writer; the other one follows its archive", () => {
  const standby = cluster({ site: "eu-south-mil" });
  expect(cluster()["Cluster/postgres"]).toMatchObject({
    spec: { replica: { self: "eu-west-par", primary: "eu-west-par" } },
  });
  expect(standby["Cluster/postgres"]).toMatchObject({
    spec: {
      replica: { self: "eu-south-mil", primary: "eu-west-par", source: "eu-west-par" },
      bootstrap: { recovery: { source: "eu-west-par" } },
    },
  });
  expect(standby["Database/mail"]).toBeUndefined();
  expect(standby["ScheduledBackup/daily"]).toMatchObject({ spec: { suspend: true } });
});

test("a site alone has no peers", () => {
  const alone = cluster({ archives: [archive("eu-west-par")] })["Cluster/postgres"];
  expect(alone).not.toHaveProperty("spec.replica");
  expect(alone).toMatchObject({ spec: { bootstrap: { initdb: { dataChecksums: true } } } });
});

test("each service has a database, a role that owns it, and a password from its secret", () => {
  const objects = cluster();
  expect(objects["Database/mail"]).toMatchObject({
    spec: {
      name: "mail",
      owner: "mail",
      databaseReclaimPolicy: "retain",
      localeCollate: "C.UTF-8",
      extensions: [{ name: "pg_trgm" }],
    },
  });
  expect(objects["Cluster/postgres"]).toMatchObject({
    spec: {
      managed: {
        roles: [
          { name: "mail", login: true, passwordSecret: { name: "database-mail" } },
          { name: "restore_drill", inRoles: ["pg_read_all_data"], passwordSecret: { name: "restore-drill" } },
        ],
      },
    },
  });
});

test("a full backup every night, with seconds in the schedule", () => {
  expect(cluster()["ScheduledBackup/daily"]).toMatchObject({
    spec: { schedule: "0 30 1 * * *", method: "plugin", suspend: false },
  });
});

test("version 15 is a choice", () => {
  expect(cluster({ version: "15" })["Cluster/postgres"]).toHaveProperty(
    "spec.imageName",
    expect.stringContaining("postgresql:15."),
  );
});

const store = (place: Archive["place"]) => {
  const archives = [{ ...archive("eu-west-par"), place }];
  return {
    ...cluster({ archives }),
    ...render((chart) => {
      for (const each of archives) archiveObjectStore(chart, each);
    }, "databases"),
  };
};

test("where the cloud knows the pods, databases archive without a key", () => {
  const objects = store({
    kind: "s3",
    bucket: "zuid-archive",
    host: "s3.eu-north-1.amazonaws.com",
    addressing: "virtual-host",
    access: { kind: "pod-identity", region: "eu-north-1" },
  });
  expect(objects["ObjectStore/archive-eu-west-par"]).toMatchObject({
    spec: {
      configuration: { destinationPath: "s3://zuid-archive/", s3Credentials: { inheritFromIAMRole: true } },
      instanceSidecarConfiguration: {
        env: [
          { name: "AWS_REGION", value: "eu-north-1" },
          { name: "AWS_DEFAULT_REGION", value: "eu-north-1" },
          { name: "AWS_CONFIG_FILE", value: "/projected/aws.config" },
        ],
      },
    },
  });
});

test("storage that takes buckets in hosts alone is addressed so, by every command of the archiver", () => {
  expect(cluster()["Cluster/postgres"]).toMatchObject({
    spec: { projectedVolumeTemplate: { sources: [{ configMap: { name: "archive-settings" } }] } },
  });
});

test("storage that takes buckets in the path needs no settings", () => {
  const objects = store({
    kind: "s3",
    bucket: "zuid-archive",
    host: "s3.cellar.example.eu",
    addressing: "path",
    access: { kind: "keys", secret: "bucket-archive", region: "us-east-1" },
  });
  expect(JSON.stringify(objects["ObjectStore/archive-eu-west-par"])).not.toContain("AWS_CONFIG_FILE");
});

test("at Azure databases archive with the identity of their pods, whose id applying tells", () => {
  const objects = store({ kind: "azure-blob", account: "archive0123456789abcdef", container: "zuid-archive" });
  expect(objects["ObjectStore/archive-eu-west-par"]).toMatchObject({
    spec: {
      configuration: {
        destinationPath: "https://archive0123456789abcdef.blob.core.windows.net/zuid-archive/",
        azureCredentials: { useDefaultAzureCredentials: true },
      },
      instanceSidecarConfiguration: {
        env: [
          {
            name: "AZURE_CLIENT_ID",
            valueFrom: { configMapKeyRef: { name: "bestek-apply-time", key: "identity-archive" } },
          },
        ],
      },
    },
  });
  expect(objects["ObjectStore/archive-eu-west-par"]).not.toHaveProperty("spec.configuration.endpointURL");
  expect(objects["Cluster/postgres"]).toMatchObject({
    spec: { inheritedMetadata: { labels: { "azure.workload.identity/use": "true" } } },
  });
  expect(cluster()["Cluster/postgres"]).not.toHaveProperty("spec.inheritedMetadata");
});

describe("a cluster's lives", () => {
  const [paris, milan] = [archive("eu-west-par"), archive("eu-south-mil")];
  const specOf = (changes: Partial<PostgresClusterProps>) => cluster(changes)["Cluster/postgres"];

  test("data begin at the first site; the standby begins with what is there, even once it writes", () => {
    expect(specOf({})).toMatchObject({ spec: { bootstrap: { initdb: {} } } });
    expect(specOf({ site: "eu-south-mil", writer: "eu-south-mil" })).toMatchObject({
      spec: { bootstrap: { recovery: { source: "eu-west-par" } }, replica: { primary: "eu-south-mil" } },
    });
  });

  test("a first site that was lost begins with the standby's data, in an archive folder of its own", () => {
    const archives = [{ ...paris, rebuilt: 1, founds: false }, milan];
    expect(specOf({ archives, writer: "eu-south-mil" })).toMatchObject({
      spec: {
        bootstrap: { recovery: { source: "eu-south-mil" } },
        plugins: [{ parameters: { barmanObjectName: "archive-eu-west-par", serverName: "postgres-2" } }],
        externalClusters: [
          { plugin: { parameters: { serverName: "postgres-2" } } },
          { plugin: { parameters: { serverName: "postgres" } } },
        ],
      },
    });
  });

  test("a primary that sees neither the API server nor another instance stops", () => {
    expect(specOf({})).toMatchObject({ spec: { probes: { liveness: { isolationCheck: { enabled: true } } } } });
  });
});
