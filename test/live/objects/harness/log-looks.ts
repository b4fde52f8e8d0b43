import type { Ended } from "./ended";
import { Pod, type PodProps } from "./pod";
import type { SynthesizedJob } from "./synthesized-job";

/** A stream of the bus, who reads it, and the subject that names its folder in the log. */
export interface Topic {
  readonly stream: string;
  readonly consumer: string;
  readonly subject: string;
}

const topicsOf = ({ files }: SynthesizedJob): readonly Topic[] =>
  (files["topics"] ?? "")
    .trim()
    .split("\n")
    .map((line) => {
      const [stream = "", consumer = "", subject = ""] = line.split(" ");
      return { stream, consumer, subject };
    });

/** Lines of the log as its writer writes them. */
export const logLines = (subject: string, from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => {
    const line = { event: { type: "seen" }, sequence: from + index, subject, taken: "2026-11-20T10:00:00Z" };
    return `${JSON.stringify(line)}\n`;
  }).join("");

/** Folder of today's lines below a subject. */
export const today = (): string => new Date().toISOString().slice(0, 10).replaceAll("-", "/");

/** What the bus says of every stream; a report that says the same is one of the same stream. */
const created = "2026-01-01T00:00:00";

/** A report of yesterday's, which saw nothing: the next look reads the last days alone. */
export const emptyReport = (): string =>
  JSON.stringify({ created: `${created}Z`, looked: Math.floor(Date.now() / 1000) - 86_400, from: 1, to: 0 });

/** Looks for gaps in a log, one a day, where the bus has said how far the writer is. */
export class LogLooks {
  readonly bucket: string;
  readonly topics: readonly Topic[];
  private readonly pod: Pod;
  private looks = 0;

  constructor(
    private readonly job: SynthesizedJob,
    props: PodProps & { readonly bucket: string },
  ) {
    this.bucket = props.bucket;
    this.topics = topicsOf(job);
    this.pod = new Pod(job, { ...props, variables: { ...props.variables, FROM_BUCKET: props.bucket } });
  }

  /** The job's second container; the files that its first one writes say that the writer of every topic is as far as `to`. */
  look(to: number): Promise<Ended> {
    for (const { stream } of this.topics) {
      this.pod.write("work", `${stream}.stream`, `{"created":"${created}.5Z","state":{"first_seq":1}}`);
      this.pod.write("work", `${stream}.consumer`, `{"ack_floor":{"consumer_seq":9,"stream_seq":${String(to)}}}`);
    }
    // Reports are named by the second.
    this.pod.later((this.looks += 1));
    return this.pod.run(this.job.containers.length - 1);
  }

  remove(): void {
    this.pod.remove();
  }
}

/** What a look said of each topic. */
export const reportsOf = ({ said }: Ended): readonly unknown[] =>
  said
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
