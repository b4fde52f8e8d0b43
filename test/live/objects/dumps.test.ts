import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { notTried } from "../harness/not-tried";
import { Between, type Habits } from "./harness/between";
import { runToEnd, type Ended } from "./harness/ended";
import { Pod } from "./harness/pod";
import { synthesizedDumps, type SynthesizedJob } from "./harness/synthesized-job";
import { withStorage } from "./harness/with-storage";

const jobs = synthesizedDumps();
const ignoresEtags = ({ containers }: SynthesizedJob): boolean =>
  containers.some(({ variables }) => variables["RCLONE_IGNORE_CHECKSUM"] === "true");

const plain = jobs.find((job) => !ignoresEtags(job));
const atAws = jobs.find(ignoresEtags);

/** Whose ETags are no MD5, and who takes nothing without a sum. */
const aws: Habits = { etags: "no-md5", sums: "demanded" };

/** In parts of five MiB: three of them. */
const sealed = "0123456789abcde\n".repeat(700_000);

const title = "a dump on its way into a storage";
if (plain === undefined || atAws === undefined)
  notTried(title, "the environments that are worked on do not dump at AWS and elsewhere");
else
  withStorage(title, ({ storage, programs }) => {
    const objectOf = ({ containers }: SynthesizedJob): readonly string[] => {
      const { words = [] } = containers.find(({ name }) => name === "carry") ?? {};
      const [, bucket = "", key = ""] = /:s3:([^/ ]+)\/(\S+)/.exec(words.join(" ")) ?? [];
      return [bucket, key];
    };

    /** The container that carries; what was sealed comes through the pipe, as whole as is said. */
    const carry = async (
      job: SynthesizedJob,
      url: string,
      { text = sealed, whole = true, changed = (same: string): string => same } = {},
    ): Promise<Ended> => {
      const variables = { RCLONE_S3_CHUNK_SIZE: "5Mi", AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };
      const pod = new Pod(job, { programs, storage: url, variables, changed });
      const pipes = join(pod.folder, "pipes");
      spawnSync("mkfifo", [join(pipes, "closed")]);
      writeFileSync(join(pod.folder, "sealed"), text);
      if (whole) writeFileSync(join(pipes, "sealed"), "");
      const seals = runToEnd("sh", ["-c", `cat "${pod.folder}/sealed" >"${pipes}/closed"`], {
        PATH: process.env["PATH"] ?? "",
      });
      const [ended] = await Promise.all([pod.run("carry"), seals]);
      pod.remove();
      return ended;
    };
    const stored = async (job: SynthesizedJob): Promise<string | undefined> => {
      const [bucket = "", key = ""] = objectOf(job);
      return storage().text(bucket, key);
    };

    beforeAll(async () => {
      for (const job of [plain, atAws]) await storage().makeLocked(objectOf(job)[0] ?? "");
    });

    test("in parts it arrives whole, and takes the place of the one before", async () => {
      expect(await carry(plain, storage().url, { text: "last week's" })).toMatchObject({ status: 0 });
      expect(await stored(plain)).toBe("last week's");
      expect(await carry(plain, storage().url)).toMatchObject({ status: 0 });
      expect((await stored(plain)) === sealed).toBe(true);
    });

    test("one that breaks off leaves the one before where it is", async () => {
      const ended = await carry(plain, storage().url, { text: sealed.slice(0, 6_000_000), whole: false });
      expect(ended).toMatchObject({ status: 1, errors: expect.stringContaining("broke off") });
      expect((await stored(plain)) === sealed).toBe(true);
    });

    test("a carrier that takes every end for the whole replaces it, and that is caught", async () => {
      const careless = (text: string): string => text.replace(/ && \[ -e \S+ \]/, "");
      await carry(plain, storage().url, { text: "half of", whole: false, changed: careless });
      expect(await stored(plain)).toBe("half of");
    });

    test("what AWS encrypts with a key of the customer's arrives too, each part with its sum", async () => {
      const between = await Between.start(storage().url, aws);
      try {
        const ended = await carry(atAws, between.url);
        expect(between.refused).toEqual([]);
        expect(ended).toMatchObject({ status: 0 });
        expect((await stored(atAws)) === sealed).toBe(true);
      } finally {
        await between.stop();
      }
    });

    test("a part that was changed on its way is refused", async () => {
      const cable = (method: string, path: string, body: Buffer): Buffer =>
        method === "PUT" && path.includes("partNumber=2") ? Buffer.alloc(body.length, "x") : body;
      const between = await Between.start(storage().url, aws, cable);
      try {
        await carry(atAws, storage().url, { text: "last week's" });
        expect((await carry(atAws, between.url)).status).not.toBe(0);
        expect(between.refused).toEqual(expect.arrayContaining([expect.stringContaining("BadDigest")]));
        expect(await stored(atAws)).toBe("last week's");
      } finally {
        await between.stop();
      }
    });
  });
