import { notTried } from "../harness/not-tried";
import { Pod } from "./harness/pod";
import { synthesizedJobs } from "./harness/synthesized-job";
import { withStorage } from "./harness/with-storage";

const [job] = synthesizedJobs("count-objects");

/** More than a page of a listing holds. */
const many = 1_200;

/** In psql's place: prints what it is told to write down. */
const writes = `for word; do case "$word" in --set=said=*) echo "written: \${word#--set=said=}" ;; esac; done`;

const title = "objects that a service counts in a storage";
if (job === undefined) notTried(title, "no environment that is worked on charges tenants for them");
else
  withStorage(title, ({ storage, programs }) => {
    const buckets = /^for bucket in (.+); do$/m.exec(job.files["write.sh"] ?? "")?.[1]?.split(" ") ?? [];
    const nameOf = (bucket: string): string =>
      job.containers[0]?.variables[`${bucket.toUpperCase().replaceAll("-", "_")}_BUCKET`] ?? "";
    const pods: Pod[] = [];
    const podWith = (changed?: (text: string) => string): Pod => {
      const pod = new Pod(job, { programs, storage: storage().url, ...(changed && { changed }) });
      pods.push(pod.program("psql", writes));
      return pod;
    };
    afterAll(() => {
      for (const pod of pods) pod.remove();
    });

    /** Both containers, one after the other; the second does not begin where the first fails. */
    async function count(pod: Pod) {
      const counted = await pod.run(0);
      return counted.status === 0 ? pod.run(1) : counted;
    }

    test("a bucket that is missing is no number, and fails the job", async () => {
      const { status, said } = await count(podWith());
      expect(status).not.toBe(0);
      expect(said).toBe("");
    });

    test("an empty one counts nothing", async () => {
      for (const bucket of buckets) await storage().make(nameOf(bucket));
      expect(await count(podWith())).toMatchObject({
        status: 0,
        said: expect.stringMatching(/^written: bytes=0 objects=0 counted=\d{10}\n/),
      });
    });

    test("one of several pages is counted to its end, an object that was replaced once", async () => {
      const [bucket = ""] = buckets.map(nameOf);
      for (let first = 0; first < many; first += 50)
        await Promise.all(
          Array.from({ length: 50 }, (_, index) => {
            const number = String(first + index);
            return storage().put(bucket, `folder ${number.slice(-1)}/é ${number}`, number.padStart(7));
          }),
        );
      await storage().put(bucket, "folder 0/é 0", "another");
      expect(await count(podWith())).toMatchObject({
        status: 0,
        said: expect.stringMatching(
          new RegExp(`^written: bytes=${String(many * 7)} objects=${String(many)} counted=\\d{10}\\n`),
        ),
      });
    });

    test("rclone's words for people, in place of the expected form, are written down by nobody", async () => {
      const { status, said, errors } = await count(podWith((text) => text.replaceAll(" --json", "")));
      expect(status).toBe(1);
      expect(said).toBe("");
      expect(errors).toContain("no count");
    });

    test("a count that looks into no folder has another number", async () => {
      const shallow = podWith((text) => text.replaceAll("--json", "--json --max-depth=1"));
      expect(await count(shallow)).toMatchObject({ status: 0, said: expect.stringMatching(/ objects=0 /) });
    });
  });
