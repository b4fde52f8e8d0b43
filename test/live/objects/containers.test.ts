import { readFileSync } from "node:fs";
import { join } from "node:path";
import { images } from "../../../catalog";
import { notTried } from "../harness/not-tried";
import { withParts } from "../harness/with-parts";
import { azurite, azuriteProgram } from "../parts/azurite";
import { rclone, rclonePrograms } from "../parts/rclone";
import { versitygw } from "../parts/versitygw";
import { Containers } from "./harness/containers";
import { replicaJobsOf } from "./harness/replica-jobs";
import { Replicas, type ReplicasProps } from "./harness/replicas";

const mail = replicaJobsOf("mail", "MAIL_BUCKET", "azureblob");
const title = "a sample of what Azure copies by itself";

test("the gateway is the one that is deployed", () => {
  const module = readFileSync(join(__dirname, "../parts/versitygw/go.mod"), "utf8");
  expect(module).toContain(`github.com/versity/versitygw ${images.versitygw.tag}`);
});

if (mail === undefined) notTried(title, "no environment that is worked on has copies at Azure");
else
  withParts(title, { azurite, rclone, versitygw }, (folderOf) => {
    const programs = [rclonePrograms(folderOf("rclone"))];
    const all: Replicas[] = [];
    let containers: Containers | undefined;
    const storage = (): Containers => {
      if (containers === undefined) throw new Error("the storage does not run yet");
      return containers;
    };
    beforeAll(async () => {
      containers = await Containers.start({
        azurite: azuriteProgram(folderOf("azurite")),
        gateway: join(folderOf("versitygw"), "versitygw"),
        programs,
        keys: "bucket-mail",
      });
    });
    afterAll(async () => {
      for (const replicas of all) replicas.remove();
      await containers?.stop();
    });

    // Names that one of the two clients would write otherwise, if it were let.
    const odd = ["ends in a dot.", "dir./x", "tab\there", "a+b%20c#d?e", "full．width", "folder  two/ü '\"&"];
    const objects = { one: "text of one", two: "text of two", ...Object.fromEntries(odd.map((name) => [name, name])) };
    const listed = Object.keys(objects).length;
    const replicasOf = async (props: Partial<ReplicasProps> = {}, held: Readonly<Record<string, string>> = objects) => {
      const there = { ...storage().remote("MAIL"), ...props.there };
      const replicas = await Replicas.with(held, mail, { storage: storage(), programs, ...props, there });
      all.push(replicas);
      return replicas;
    };
    const found = (same: number, different: number, changed: number): unknown =>
      expect.objectContaining({ listed, same, different, changed });

    test("objects have the same names at the gateway and in the container, and are the same bytes", async () => {
      const replicas = await replicasOf();
      expect(await storage().names(replicas.there)).toEqual(expect.arrayContaining(["ends in a dot.", "dir./x"]));
      expect(await replicas.sample()).toMatchObject({ status: 0, told: { listed, read: listed, tooLarge: 0 } });
      await replicas.arrive("comparisons/");
      expect(await replicas.compare()).toMatchObject({ status: 0, told: found(listed, 0, 0) });
      expect(await replicas.sample(8)).toMatchObject({ status: 0, told: { unchanged: listed } });
    });

    test("what was written in parts is one object, and what was left half written is none", async () => {
      const replicas = await replicasOf({}, { one: "text of one" });
      await storage().putInParts(replicas.here, "large", "x".repeat(11 * 1024 * 1024));
      await storage().overwrite(replicas.here, ".sgwtmp/multipart/id/name", "");
      await replicas.arrive();
      expect(await replicas.sample()).toMatchObject({ status: 0, told: { listed: 2, read: 2 } });
      await replicas.arrive("comparisons/");
      expect(await replicas.compare()).toMatchObject({ status: 0, told: { listed: 2, same: 2, different: 0 } });
    });

    test.each<readonly [string, (replicas: Replicas) => Promise<void>]>([
      ["is broken", (replicas) => storage().overwrite(replicas.there, "two", "TEXT of two")],
      ["is missing", (replicas) => storage().delete(replicas.there, "two")],
    ])("a copy that %s is a fault", async (_, break_) => {
      const replicas = await replicasOf();
      await break_(replicas);
      expect(await replicas.wholeDay()).toMatchObject({ status: 1, told: found(listed - 1, 1, 0) });
    });

    test("one that was replaced at the source meanwhile is none", async () => {
      const replicas = await replicasOf();
      await replicas.sample();
      await replicas.arrive("comparisons/");
      await storage().put(replicas.here, "two", "another text of two");
      await replicas.arrive("two");
      expect(await replicas.compareAndAsk()).toMatchObject({ status: 0, told: found(listed - 1, 0, 1) });
    });

    test("a list that has not arrived fails the look", async () => {
      const replicas = await replicasOf();
      await replicas.sample();
      expect(await replicas.compare()).toMatchObject({ status: 1, errors: expect.stringContaining("no list") });
    });

    test("names in the way that rclone writes them to Azure by itself are caught: it finds fewer", async () => {
      const there = { RCLONE_CONFIG_MAIL_ENCODING: "Slash,BackSlash,Del,Ctl,RightPeriod,InvalidUtf8" };
      const replicas = await replicasOf({ there });
      expect(await replicas.wholeDay()).toMatchObject({ status: 1, told: found(listed - 3, 3, 0) });
    });
  });
