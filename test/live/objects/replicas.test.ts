import { notTried } from "../harness/not-tried";
import { Between } from "./harness/between";
import { replicaJobsOf } from "./harness/replica-jobs";
import { Replicas, type ReplicasProps } from "./harness/replicas";
import { withStorage } from "./harness/with-storage";

const mail = replicaJobsOf("mail", "MAIL_BUCKET");
const audit = replicaJobsOf("audit", "AUDIT_BUCKET");

const title = "a sample of what a storage copies by itself";
if (mail === undefined || audit === undefined)
  notTried(title, "no environment that is worked on has copies to compare");
else
  withStorage(title, ({ storage, programs }) => {
    const two = "folder  two/ü '\"&";
    const objects = { one: "text of one", [two]: "text of two", four: "text of four" };
    const all: Replicas[] = [];
    afterAll(() => {
      for (const replicas of all) replicas.remove();
    });
    const replicasOf = async (props: Partial<ReplicasProps> = {}, held: Readonly<Record<string, string>> = objects) => {
      const jobs = props.locked === true ? audit : mail;
      const replicas = await Replicas.with(held, jobs, { storage: storage(), programs, ...props });
      all.push(replicas);
      return replicas;
    };
    const same = { status: 0, told: expect.objectContaining({ listed: 3, same: 3, different: 0, changed: 0 }) };
    const fault = { status: 1, told: expect.objectContaining({ listed: 3, same: 2, different: 1, changed: 0 }) };
    const changed = { status: 0, told: expect.objectContaining({ listed: 3, same: 2, different: 0, changed: 1 }) };

    test.each([
      ["people may delete", false],
      ["nobody may delete, and every upload brings its sum", true],
    ])(
      "where %s: the same bytes are found without a second look, and a second look is taken anyway",
      async (_, locked) => {
        const replicas = await replicasOf({ locked });
        expect(await replicas.sample()).toMatchObject({ status: 0, told: { listed: 3, read: 3, tooLarge: 0 } });
        await replicas.arrive("comparisons/");
        expect(await replicas.compare()).toMatchObject(same);
        expect(await replicas.sample(8)).toMatchObject({ status: 0, told: { unchanged: 3 } });
        expect(await storage().keys(replicas.here, "comparisons/")).toEqual([
          expect.stringMatching(/^comparisons\/\d{10}\.kept$/),
          expect.stringMatching(/^comparisons\/\d{10}\.sums$/),
        ]);
      },
    );

    test("a copy that is broken is a fault, by as many bytes too", async () => {
      const replicas = await replicasOf();
      await storage().put(replicas.there, two, "TEXT of two");
      expect(await replicas.wholeDay()).toMatchObject(fault);
    });

    test("one that is missing is a fault", async () => {
      const replicas = await replicasOf({ locked: true });
      await storage().delete(replicas.there, two);
      expect(await replicas.wholeDay()).toMatchObject(fault);
    });

    test("one that was replaced at the source meanwhile is none, and neither is one that was deleted there", async () => {
      const replaced = await replicasOf();
      const deleted = await replicasOf();
      for (const replicas of [replaced, deleted]) {
        await replicas.sample();
        await replicas.arrive("comparisons/");
      }
      await storage().put(replaced.here, "one", "another text of one");
      await replaced.arrive("one");
      await storage().delete(deleted.here, two);
      await storage().delete(deleted.there, two);
      for (const replicas of [replaced, deleted]) expect(await replicas.compareAndAsk()).toMatchObject(changed);
    });

    test("a list that has not arrived fails the look", async () => {
      const replicas = await replicasOf();
      await replicas.sample();
      expect(await replicas.compare()).toMatchObject({ status: 1, errors: expect.stringContaining("no list") });
    });

    test("what is too new to have been copied is not drawn", async () => {
      const { SETTLED: settled = "" } = mail.sampler.containers[0]?.variables ?? {};
      expect(Number(settled)).toBeGreaterThan(60);
      const replicas = await replicasOf({ settled });
      expect(await replicas.sample()).toMatchObject({ status: 0, told: { listed: 0, read: 0 } });
    });

    test("of many, two hundred are drawn and read", async () => {
      const many = Object.fromEntries(
        Array.from({ length: 205 }, (_, index) => [`folder/é ${String(index)}`, `text ${String(index)}`]),
      );
      const replicas = await replicasOf({}, many);
      expect(await replicas.sample()).toMatchObject({ told: { listed: 205, read: 200, tooLarge: 0 } });
    });

    test("lists go after three weeks where they may, and objects as old stay", async () => {
      const older = await Between.start(storage().url, { olderByDays: 22 });
      try {
        for (const locked of [false, true]) {
          const replicas = await replicasOf({ asked: older.url, locked });
          await storage().put(replicas.here, "comparisons/1000000000.sums", "0 0\n");
          await storage().put(replicas.here, "one.sums", "an object of people's");
          expect(await replicas.sample()).toMatchObject({ status: 0, told: { listed: 4 } });
          const left = await storage().keys(replicas.here);
          expect(left).toEqual(expect.arrayContaining([...Object.keys(objects), "one.sums"]));
          expect(left.includes("comparisons/1000000000.sums")).toBe(locked);
        }
      } finally {
        await older.stop();
      }
    });

    test("a comparison of names alone is caught", async () => {
      const careless = (text: string): string => text.replace(" || sum[name] != substr($0, 1, 64)", "");
      const replicas = await replicasOf({ sabotage: { comparer: careless } });
      await storage().put(replicas.there, two, "TEXT of two");
      await replicas.sample();
      await replicas.arrive("comparisons/");
      expect(await replicas.compare()).toMatchObject(same);
    });

    test("a second look that calls everything unchanged is caught", async () => {
      const careless = (text: string): string => text.replace("substr($0, 66) in there", "1");
      const replicas = await replicasOf({ sabotage: { sampler: careless } });
      await replicas.sample();
      await replicas.arrive("comparisons/");
      await storage().delete(replicas.here, two);
      await storage().delete(replicas.there, two);
      expect(await replicas.compareAndAsk()).toMatchObject(fault);
    });
  });
