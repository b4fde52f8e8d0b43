import { spawn } from "node:child_process";
import { noveu } from "bestek";
import { garageBuckets, garageConfiguration, garageSetup } from "../../suites/platform/garage-configuration";
import { objectStore } from "../../suites/platform";
import { GarageAdmin } from "./garage-admin";

const token = "made-up-for-this-test";

/** Runs the script as its job does, against servers on the loopback interface; needs a shell and wget, as the image has. */
const setUp = (port: number, whole = garageSetup): Promise<{ readonly code: number | null; readonly output: string }> =>
  new Promise((resolve) => {
    const script = whole
      .replace('echo "objects-garage-$1.objects-garage-members"', 'echo "127.0.0.$(($1 + 1))"')
      .replaceAll(":3903/v2/", `:${String(port)}/v2/`);
    const shell = spawn("bash", ["--norc", "-c", script], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"],
        no_proxy: "*",
        ADMIN_TOKEN: token,
        BUCKETS: "files mail",
        NAME_files: "eigen-files-cellar",
        ACCESS_KEY_files: "GK000000000000000000000001",
        SECRET_KEY_files: "1".repeat(64),
        NAME_mail: "eigen-mail-cellar",
        ACCESS_KEY_mail: "GK000000000000000000000002",
        SECRET_KEY_mail: "2".repeat(64),
      },
    });
    const output: string[] = [];
    shell.stdout.on("data", (part) => output.push(String(part)));
    shell.stderr.on("data", (part) => output.push(String(part)));
    shell.on("close", (code) => {
      resolve({ code, output: output.join("") });
    });
  });

describe("setting Garage up", () => {
  const garage = new GarageAdmin(token);
  let port = 0;
  let close: () => void = () => undefined;
  beforeAll(async () => {
    ({ port, close } = await garage.listen());
  });
  afterAll(() => {
    close();
  });

  test("three strangers become a cluster with buckets, and each key gets into its own alone", async () => {
    expect(await setUp(port)).toEqual({ code: 0, output: "" });
    expect(garage.version).toBe(1);
    expect(garage.roles.toSorted()).toEqual(garage.ids);
    expect(garage.connected).toHaveLength(3);
    expect(garage.connected[0]).toEqual(garage.ids.map((id, index) => `${id}@127.0.0.${String(index + 1)}:3901`));
    expect([...garage.buckets.keys()]).toEqual(["eigen-files-cellar", "eigen-mail-cellar"]);
    expect([...garage.keys.keys()]).toEqual(["GK000000000000000000000001", "GK000000000000000000000002"]);
    expect(garage.allowed).toEqual([
      expect.objectContaining({
        bucketId: garage.buckets.get("eigen-files-cellar"),
        accessKeyId: "GK000000000000000000000001",
        permissions: { read: true, write: true, owner: false },
      }),
      expect.objectContaining({ accessKeyId: "GK000000000000000000000002" }),
    ]);
  });

  test("done again, it changes neither layout nor buckets nor keys", async () => {
    garage.calls.length = 0;
    expect(await setUp(port)).toEqual({ code: 0, output: "" });
    expect(garage.version).toBe(1);
    expect(garage.calls).not.toContain("UpdateClusterLayout");
    expect(garage.calls).not.toContain("CreateBucket");
    expect(garage.calls).not.toContain("ImportKey");
  });

  test("a tenant's task makes what is missing, and leaves the servers to the platform", async () => {
    garage.calls.length = 0;
    garage.buckets.delete("eigen-mail-cellar");
    garage.keys.delete("GK000000000000000000000002");
    expect(await setUp(port, garageBuckets)).toEqual({ code: 0, output: "" });
    expect([...garage.buckets.keys()].sort()).toEqual(["eigen-files-cellar", "eigen-mail-cellar"]);
    expect(garage.keys.has("GK000000000000000000000002")).toBe(true);
    expect(garage.calls.filter((call) => /Layout|Connect/.test(call))).toEqual([]);
  });

  test("a server that lost its volume takes the place of the one it was", async () => {
    garage.ids[1] = "f".repeat(64);
    expect(await setUp(port)).toEqual({ code: 0, output: "" });
    expect(garage.version).toBe(2);
    expect(garage.roles.toSorted()).toEqual(garage.ids.toSorted());
  });

  test("without an answer it fails, so that it is tried again", async () => {
    close();
    expect((await setUp(port)).code).not.toBe(0);
  });
});

test("where tenants have buckets of their own, the platform's task knows none of them, and the servers hold all", () => {
  const shared = objectStore(Object.values(noveu().services), { kind: "shared" });
  const alone = objectStore(Object.values(noveu().services), { kind: "dedicated" });
  expect(Object.keys(shared?.secrets ?? {})).toEqual(["cluster", "bucket-platform-audit", "bucket-invoices"]);
  expect(Object.keys(alone?.secrets ?? {})).not.toContain("bucket-invoices");
  expect(shared?.workloads["garage"]?.volumes["data"]?.size.perUserSeed?.value).toBe(
    alone?.workloads["garage"]?.volumes["data"]?.size.perUserSeed?.value,
  );
});

describe("the store as a service", () => {
  const store = objectStore(Object.values(noveu().services), { kind: "dedicated" });
  if (store === undefined) throw new Error("the suite needs buckets");

  test("holds everything on each of three servers, in the data zone", () => {
    const { garage } = store.workloads;
    expect(garage?.zone).toBe("data");
    expect(garage?.sizing).toMatchObject({ kind: "fixed", replicas: { value: 3 } });
    const data = garage?.volumes["data"];
    // 500 MiB of files, 220 MiB of media, 100 MiB of mail, and 12 and 10 MiB of events.
    expect(data?.size.perUserSeed?.value).toBe(842);
    expect(garageConfiguration("10.61.0.0/16")).toContain("replication_factor = 3");
  });

  test("makes keys of the only form that Garage takes, for the services that read them", () => {
    expect(store.secrets["bucket-mail"]).toEqual({
      reader: "mail",
      keys: { "access-key": { hexOf: 12, prefix: "GK" }, "secret-key": { hexOf: 32 } },
    });
  });

  test("is not there where no service needs a bucket", () => {
    expect(
      objectStore(
        Object.values(noveu({ without: ["billing", "chat", "config", "mail", "files", "platform-audit"] }).services),
        {
          kind: "dedicated",
        },
      ),
    ).toBeUndefined();
  });
});
