import { notTried } from "../harness/not-tried";
import { Between } from "./harness/between";
import { emptyReport, LogLooks, logLines, today } from "./harness/log-looks";
import { Pod } from "./harness/pod";
import { replicaJobsOf } from "./harness/replica-jobs";
import { Replicas, type ReplicasProps } from "./harness/replicas";
import { synthesizedJobs } from "./harness/synthesized-job";
import { withStorage } from "./harness/with-storage";

const gaps = synthesizedJobs("gaps").find(({ files }) => files["ask.sh"]?.includes("JS.API") === true);
const replicaJobs = replicaJobsOf("audit", "AUDIT_BUCKET");
const [carrier] = synthesizedJobs("copy-media");
const [comparer] = synthesizedJobs("compare-media");

const title = "a storage that encrypts with a key of the customer's, whose ETags are no MD5";
if (gaps === undefined || replicaJobs === undefined || carrier === undefined || comparer === undefined)
  notTried(title, "the environments that are worked on do not have all jobs that write");
else
  withStorage(title, ({ storage, programs }) => {
    let aws: Between;
    beforeAll(async () => {
      aws = await Between.start(storage().url, { etags: "no-md5", sums: "demanded" });
    });
    afterAll(() => aws.stop());
    afterEach(() => {
      aws.refused.length = 0;
    });

    /** The old way, which compares the ETag with the MD5 of what was sent. */
    const comparesEtags = (text: string): string => text.replaceAll(" --ignore-checksum", "");
    /** A stream whose sums nobody compares, for which rclone sends none. */
    const streams = (text: string): string =>
      text.replaceAll(/rclone copyto (\S+) ("[^"]*") --ignore-checksum/g, "cat $1 | rclone rcat $2 --ignore-checksum");
    const sabotages = [
      ["compares ETags", comparesEtags],
      ["streams without a sum", streams],
    ] as const;

    /** A log with lines up to 9, and one look at it. */
    const lookAtLog = async (bucket: string, changed?: (text: string) => string) => {
      await storage().makeLocked(bucket);
      const looks = new LogLooks(gaps, { programs, storage: aws.url, bucket, ...(changed && { changed }) });
      for (const { subject } of looks.topics) {
        await storage().put(bucket, `checks/${subject}/0.json`, emptyReport());
        await storage().put(bucket, `${subject}/${today()}/1.ndjson`, logLines(subject, 1, 9));
      }
      const ended = await looks.look(9);
      const again = changed === undefined ? await looks.look(9) : ended;
      looks.remove();
      return {
        ended,
        again,
        topics: looks.topics,
        reports: (await storage().keys(bucket, "checks/")).filter((key) => !key.endsWith("/0.json")),
      };
    };

    test("reports on a log arrive, and are found again", async () => {
      const { ended, again, topics, reports } = await lookAtLog("log");
      expect(ended).toMatchObject({ status: 0, errors: "" });
      expect(again).toMatchObject({ status: 0, said: expect.stringContaining('"from":10,') });
      expect(reports).toHaveLength(2 * topics.length);
      expect(aws.refused).toEqual([]);
    });

    test.each(sabotages)("a look at a log that %s leaves no report, and fails", async (why, changed) => {
      const { ended, reports } = await lookAtLog(`log-${why.replaceAll(" ", "-").toLowerCase()}`, changed);
      expect(ended.status).not.toBe(0);
      expect(reports).toEqual([]);
    });

    const replicasOf = (sabotage?: ReplicasProps["sabotage"]): Promise<Replicas> =>
      Replicas.with({ one: "text of one", two: "text of two" }, replicaJobs, {
        storage: storage(),
        asked: aws.url,
        programs,
        locked: true,
        ...(sabotage && { sabotage }),
      });

    test("lists of sums arrive, and both looks at what the storage copied are as anywhere", async () => {
      const replicas = await replicasOf();
      await storage().put(replicas.there, "two", "TEXT of two");
      expect(await replicas.wholeDay()).toMatchObject({ status: 1, told: { listed: 2, same: 1, different: 1 } });
      await storage().put(replicas.there, "two", "text of two");
      expect(await replicas.compare()).toMatchObject({ status: 0, told: { same: 2, different: 0 } });
      expect(aws.refused).toEqual([]);
      replicas.remove();
    });

    test.each(sabotages)(
      "a list of sums that is written by what %s does not stay, and the job fails",
      async (_, sampler) => {
        const replicas = await replicasOf({ sampler });
        expect((await replicas.sample()).status).toBe(1);
        expect(await storage().keys(replicas.here, "comparisons/")).toEqual([]);
        replicas.remove();
      },
    );

    /** What one job of a bucket without a copy of its own does, with these buckets. */
    const look = async (from: string, to: string, changed?: (text: string) => string) => {
      const variables = { FROM_BUCKET: from, TO_BUCKET: to, SETTLED: "0" };
      const pod = new Pod(comparer, { programs, storage: aws.url, variables, ...(changed && { changed }) });
      const ended = await pod.run();
      pod.remove();
      return ended;
    };
    const copied = async (from: string, to: string): Promise<void> => {
      await storage().make(from);
      await storage().makeLocked(to);
      await storage().put(from, "one", "text of one");
      await storage().replicate(from, to);
    };

    test("a report on a copy that a job carried arrives", async () => {
      await copied("from-here", "to-there");
      expect(await look("from-here", "to-there")).toMatchObject({
        status: 0,
        said: expect.stringContaining('"same":1'),
      });
      expect(await storage().keys("to-there", "comparisons/")).toHaveLength(1);
      expect(aws.refused).toEqual([]);
    });

    test.each(sabotages)("one that is written by what %s does not, and the job fails", async (why, changed) => {
      const name = why.replaceAll(" ", "-").toLowerCase();
      await copied(`from-${name}`, `to-${name}`);
      expect((await look(`from-${name}`, `to-${name}`, changed)).status).not.toBe(0);
      expect(await storage().keys(`to-${name}`, "comparisons/")).toEqual([]);
    });

    // It stands where no cloud copies, and sends the ETag of its source along as the sum of what it sends.
    test("the carrier of storages of one's own fails there, and leaves nothing that looks carried", async () => {
      await storage().make("source");
      await storage().makeLocked("carried");
      await storage().put("source", "one", "text of one");
      const variables = { FROM_BUCKET: "source", TO_BUCKET: "carried" };
      const pod = new Pod(carrier, { programs, storage: aws.url, variables });
      const ended = await pod.run();
      pod.remove();
      expect(ended).toMatchObject({ errors: expect.stringContaining("BadDigest") });
      expect(ended.status).not.toBe(0);
      expect(await storage().keys("carried")).toEqual([]);
    });

    test("what arrives is not what was sent: the storage refuses it by the sum that came along", async () => {
      const cable = (method: string, path: string, body: Buffer): Buffer =>
        method === "PUT" && path.includes("checks/")
          ? Buffer.from(body.toString("utf8").replace("found", "fuond"))
          : body;
      const broken = await Between.start(storage().url, { etags: "no-md5", sums: "demanded" }, cable);
      await storage().makeLocked("cable");
      const looks = new LogLooks(gaps, {
        programs,
        storage: broken.url,
        bucket: "cable",
        variables: { RCLONE_RETRIES: "1", RCLONE_LOW_LEVEL_RETRIES: "2" },
      });
      for (const { subject } of looks.topics) await storage().put("cable", `checks/${subject}/0.json`, emptyReport());
      expect((await looks.look(0)).status).not.toBe(0);
      expect(broken.refused).toEqual(expect.arrayContaining([expect.stringContaining("BadDigest")]));
      expect(await storage().keys("cable")).toHaveLength(looks.topics.length);
      looks.remove();
      await broken.stop();
    });
  });
