import { notTried } from "../harness/not-tried";
import { LogLooks, logLines, reportsOf, today } from "./harness/log-looks";
import { synthesizedJobs } from "./harness/synthesized-job";
import { withStorage } from "./harness/with-storage";

const job = synthesizedJobs("gaps").find(({ files }) => files["ask.sh"]?.includes("JS.API") === true);

const title = "looks for gaps in a log";
if (job === undefined) notTried(title, "no environment that is worked on has a log whose bus is NATS");
else
  withStorage(title, ({ storage, programs }) => {
    const bucket = "log";
    let looks: LogLooks;
    beforeAll(async () => {
      await storage().makeLocked(bucket);
      looks = new LogLooks(job, { programs, storage: storage().url, bucket });
    });
    afterAll(() => {
      looks.remove();
    });
    const write = async (name: string, from: number, to: number): Promise<void> => {
      for (const { subject } of looks.topics)
        await storage().put(bucket, `${subject}/${today()}/${name}`, logLines(subject, from, to));
    };
    const each = (report: Readonly<Record<string, unknown>>): readonly unknown[] =>
      looks.topics.map(({ subject }): unknown => expect.objectContaining({ subject, ...report }));

    test("a log without gaps is well, and the report of it stands beside it, locked as it", async () => {
      await write("1.ndjson", 1, 3);
      await write("4.ndjson", 4, 9);
      await write("other", 99, 99);
      const ended = await looks.look(9);
      expect(ended).toMatchObject({ status: 0, errors: "" });
      expect(reportsOf(ended)).toEqual(each({ from: 1, to: 9, found: 9, missing: [] }));
      for (const { subject } of looks.topics) {
        const [report = "", ...others] = await storage().keys(bucket, `checks/${subject}/`);
        expect(others).toEqual([]);
        expect(ended.said).toContain((await storage().text(bucket, report)) ?? "nothing");
      }
    });

    test("the next look finds that report, and goes on after it", async () => {
      await write("10.ndjson", 10, 12);
      const ended = await looks.look(12);
      expect(reportsOf(ended)).toEqual(each({ from: 10, to: 12, found: 3, missing: [] }));
      expect(ended.status).toBe(0);
    });

    test("lines that are missing fail the look, and what it found is written down all the same", async () => {
      await write("13.ndjson", 13, 14);
      await write("17.ndjson", 17, 18);
      const ended = await looks.look(20);
      expect(ended.status).toBe(1);
      expect(reportsOf(ended)).toEqual(each({ from: 13, to: 20, missing: ["15-16", "19-20"] }));
      for (const { subject } of looks.topics)
        expect(await storage().keys(bucket, `checks/${subject}/`)).toHaveLength(3);
    });

    test("a log that can't be reached is no log without gaps", async () => {
      const nowhere = new LogLooks(job, {
        programs,
        storage: "http://127.0.0.1:9",
        bucket,
        variables: { RCLONE_LOW_LEVEL_RETRIES: "1", RCLONE_RETRIES: "1" },
      });
      expect((await nowhere.look(9)).status).not.toBe(0);
      nowhere.remove();
    });

    test("a look that never finds what was written down begins anew, and that is caught", async () => {
      const changed = (text: string): string =>
        text.replace('rclone lsf "from:$FROM_BUCKET/checks/', 'rclone lsf "from:$FROM_BUCKET/nothing/');
      const forgetful = new LogLooks(job, { programs, storage: storage().url, bucket, changed });
      expect(reportsOf(await forgetful.look(9))).toEqual(each({ from: 1, to: 9 }));
      forgetful.remove();
    });
  });
