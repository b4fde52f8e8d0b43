import { notTried } from "../harness/not-tried";
import type { Ended } from "./harness/ended";
import { Pod } from "./harness/pod";
import { synthesizedJobs } from "./harness/synthesized-job";
import { withStorage } from "./harness/with-storage";

const [carrier] = synthesizedJobs("copy-media");
const comparer = synthesizedJobs("compare-media").find(
  ({ environment, site }) => environment === carrier?.environment && site === carrier.site,
);

const title = "objects that a job carries off the site";
if (carrier === undefined || comparer === undefined)
  notTried(title, "no environment that is worked on has storage that copies nothing by itself");
else
  withStorage(title, ({ storage, programs }) => {
    const { FROM_BUCKET: from = "", TO_BUCKET: to = "" } = carrier.containers[0]?.variables ?? {};
    const pods: Pod[] = [];
    afterAll(() => {
      for (const pod of pods) pod.remove();
    });
    const run = (job: typeof carrier, props: Partial<ConstructorParameters<typeof Pod>[1]> = {}): Promise<Ended> => {
      const pod = new Pod(job, { programs, storage: storage().url, ...props });
      pods.push(pod);
      return pod.run();
    };
    const carry = (): Promise<Ended> => run(carrier);
    /** Objects count as settled at once; the wait for what changed meanwhile is none. */
    const compare = (settled = "0"): Promise<Ended> => run(comparer, { variables: { SETTLED: settled } });
    /** Storages tell times by the second: what is written after this is newer than what was before. */
    const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1_100 - (Date.now() % 1000)));

    beforeAll(async () => {
      await storage().make(from);
      await storage().makeLocked(to);
    });

    test("a bucket without objects is carried, and its look says that there was nothing to see", async () => {
      expect(await carry()).toMatchObject({ status: 0 });
      expect(await compare()).toMatchObject({ status: 0, said: expect.stringContaining('"listed":0,"same":0') });
    });

    test("everything is carried, whatever its name", async () => {
      for (const name of ["a", "folder  two/ü +%&\"'", "folder/deep/er"])
        await storage().put(from, name, `old ${name}`);
      expect(await carry()).toMatchObject({ status: 0 });
      for (const name of await storage().keys(from))
        expect(await storage().text(to, name)).toBe(await storage().text(from, name));
      expect(await storage().text(to, "folder  two/ü +%&\"'")).toBe("old folder  two/ü +%&\"'");
    });

    test("the look at both ends says so, and writes it down beside the copy, which is locked", async () => {
      const { status, said } = await compare();
      expect(status).toBe(0);
      expect(JSON.parse(said)).toMatchObject({ from, to, listed: 3, same: 3, different: 0, tooLarge: 0 });
      const last = (await storage().keys(to, "comparisons/")).at(-1) ?? "";
      expect(await storage().text(to, last)).toBe(said);
    });

    test("what is too new to have been carried is not looked at", async () => {
      const settled = comparer.containers[0]?.variables["SETTLED"];
      expect(Number(settled)).toBeGreaterThan(60);
      expect(await compare(settled)).toMatchObject({ status: 0, said: expect.stringContaining('"listed":0') });
    });

    test("newer ones replace older ones, by as many bytes too, and nothing is ever deleted at the copy", async () => {
      await nextSecond();
      await storage().put(from, "a", "NEW a");
      await storage().delete(from, "folder/deep/er");
      await storage().put(from, "b", "b");
      expect(await carry()).toMatchObject({ status: 0 });
      expect(await storage().text(to, "a")).toBe("NEW a");
      expect(await storage().text(to, "b")).toBe("b");
      expect(await storage().text(to, "folder/deep/er")).toBe("old folder/deep/er");
      expect(await compare()).toMatchObject({ status: 0, said: expect.stringContaining('"same":3,"different":0') });
    });

    /** Carries out of a bucket of its own, of which no listing says a sum: its objects were written in parts. */
    const carryParts = (copy: string, without = ""): Promise<Ended> =>
      run(
        {
          ...carrier,
          containers: carrier.containers.map((one) => ({
            ...one,
            words: one.words.filter((word) => without === "" || !word.startsWith(without)),
          })),
        },
        { variables: { FROM_BUCKET: "in-parts", TO_BUCKET: copy } },
      );

    test("one that was written in parts is carried, and again when it was replaced by as many bytes", async () => {
      await storage().make("in-parts");
      await storage().make("copy-of-parts");
      for (const letter of ["p", "q"]) {
        const text = letter.repeat(6 * 1024 * 1024);
        await nextSecond();
        await storage().putInParts("in-parts", "parts", text);
        expect(await carryParts("copy-of-parts")).toMatchObject({ status: 0, errors: "" });
        expect((await storage().text("copy-of-parts", "parts")) === text).toBe(true);
      }
    });

    test("into a locked copy, which takes nothing without a sum, it is carried in parts; as a whole it would be refused", async () => {
      await storage().makeLocked("locked-copy-of-parts");
      const refused = await carryParts("locked-copy-of-parts", "--s3-upload-cutoff");
      expect(refused.status).not.toBe(0);
      expect(refused.errors).toContain("Content-MD5");
      expect(await storage().keys("locked-copy-of-parts")).toEqual([]);
      expect(await carryParts("locked-copy-of-parts")).toMatchObject({ status: 0 });
      expect(await storage().keys("locked-copy-of-parts")).toEqual(["parts"]);
    });

    test("what is newer at the copy stays", async () => {
      await nextSecond();
      await storage().put(to, "b", "x, put there later");
      expect(await carry()).toMatchObject({ status: 0 });
      expect(await storage().text(to, "b")).toBe("x, put there later");
    });

    test("one that is broken and one that is missing at the copy are faults", async () => {
      await storage().put(to, "b", "b");
      expect(await compare()).toMatchObject({ status: 0 });
      await storage().put(to, "a", "new a");
      expect(await compare()).toMatchObject({ status: 1, said: expect.stringContaining('"same":2,"different":1') });
      await storage().put(to, "a", "NEW a");
      await storage().delete(to, "b");
      expect(await compare()).toMatchObject({ status: 1, said: expect.stringContaining('"same":2,"different":1') });
      await storage().put(to, "b", "b");
    });

    test("one that was carried between both looks is none, and neither is one that was deleted at the source", async () => {
      await storage().delete(to, "a");
      await storage().delete(to, "b");
      const pod = new Pod(comparer, { programs, storage: storage().url, variables: { SETTLED: "0" } });
      pods.push(pod.holdSleep());
      const ended = pod.run();
      await pod.sleeps();
      await storage().delete(from, "a");
      await storage().put(to, "b", "b");
      pod.wake();
      expect(await ended).toMatchObject({ status: 0, said: expect.stringContaining('"same":2,"different":0') });
    });

    test("without either bucket both fail", async () => {
      const nowhere = { variables: { SETTLED: "0", FROM_BUCKET: "nowhere" } };
      expect((await run(comparer, nowhere)).status).not.toBe(0);
      const elsewhere = {
        ...carrier,
        containers: carrier.containers.map((one) => ({
          ...one,
          words: one.words.map((word) => word.replace("$(TO_BUCKET)", "nowhere")),
        })),
      };
      expect((await run(elsewhere)).status).not.toBe(0);
    });

    test.each<readonly [string, readonly [string, string]]>([
      ["deletes what the source has no more", ["copy", "sync"]],
      ["replaces what is newer", ["--update", "--ignore-times"]],
    ])("a carrier that %s is caught", async (_, [own, other]) => {
      await storage().put(to, "kept", "at the copy alone");
      await storage().put(from, "older", "at the source");
      await nextSecond();
      await storage().put(to, "older", "at the copy");
      const careless = {
        ...carrier,
        containers: carrier.containers.map((one) => ({
          ...one,
          words: one.words.map((word) => (word === own ? other : word)),
        })),
      };
      await run(careless);
      const left = [await storage().text(to, "kept"), await storage().text(to, "older")];
      expect(left).not.toEqual(["at the copy alone", "at the copy"]);
    });
  });
