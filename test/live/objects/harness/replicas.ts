import type { Ended } from "./ended";
import { Pod, type PodProps } from "./pod";
import type { SynthesizedJob } from "./synthesized-job";

const hour = 3600;

/** The two jobs that look at what a storage copies, at their two sites. */
export interface ReplicaJobs {
  readonly sampler: SynthesizedJob;
  readonly comparer: SynthesizedJob;
  /** Variable of either that names the bucket. */
  readonly variable: string;
}

/** How a job ended, and the last line that it said. */
export interface Look extends Ended {
  readonly told: unknown;
}

/** A storage that copies by itself. */
export interface Copied {
  readonly url: string;
  readonly make: (bucket: string) => Promise<void>;
  /** A bucket whose objects nobody may delete for a while, where it has such. */
  readonly makeLocked?: (bucket: string) => Promise<void>;
  readonly put: (bucket: string, name: string, text: string) => Promise<void>;
  /** Copies everything below a prefix. */
  readonly replicate: (from: string, to: string, prefix?: string) => Promise<void>;
}

export interface ReplicasProps {
  readonly storage: Copied;
  /** Where the jobs are told that storage is, if that is not the storage itself. */
  readonly asked?: string;
  readonly programs: readonly string[];
  readonly locked?: boolean;
  /** What the comparing job is told otherwise than it is synthesized. */
  readonly there?: Readonly<Record<string, string>>;
  /** Seconds after which an object must have been copied, as the sampler is told. */
  readonly settled?: string;
  readonly sabotage?: { readonly sampler?: (text: string) => string; readonly comparer?: (text: string) => string };
}

let made = 0;

/** A bucket at a site that serves, one at a site that stands by, and the jobs that look at them, at the hours at which they do. */
export class Replicas {
  readonly here: string;
  readonly there: string;
  private readonly sampler: Pod;
  private readonly comparer: Pod;

  private constructor(
    jobs: ReplicaJobs,
    private readonly props: ReplicasProps,
  ) {
    made += 1;
    this.here = `here-${String(made)}`;
    this.there = `there-${String(made)}`;
    const own = (bucket: string, changed: PodProps["changed"], told = {}): PodProps => ({
      programs: props.programs,
      storage: props.asked ?? props.storage.url,
      variables: { [jobs.variable]: bucket, SETTLED: props.settled ?? "0", ...told },
      ...(changed && { changed }),
    });
    this.sampler = new Pod(jobs.sampler, own(this.here, props.sabotage?.sampler));
    this.comparer = new Pod(jobs.comparer, own(this.there, props.sabotage?.comparer, props.there)).holdSleep();
  }

  /** Both buckets with these objects. */
  static async with(
    objects: Readonly<Record<string, string>>,
    jobs: ReplicaJobs,
    props: ReplicasProps,
  ): Promise<Replicas> {
    const replicas = new Replicas(jobs, props);
    const { storage } = props;
    for (const bucket of [replicas.here, replicas.there])
      await (props.locked === true ? storage.makeLocked?.(bucket) : storage.make(bucket));
    for (const [key, text] of Object.entries(objects)) await storage.put(replicas.here, key, text);
    await replicas.arrive();
    return replicas;
  }

  /** The storage copies everything below a prefix. */
  arrive(prefix = ""): Promise<void> {
    return this.props.storage.replicate(this.here, this.there, prefix);
  }

  async sample(hoursLater = 0): Promise<Look> {
    return lookOf(await this.sampler.later(hoursLater * hour).run());
  }

  /** The comparing job, four hours after the drawing one; where something differs it waits, until `meanwhile` came to its end. */
  async compare(meanwhile?: () => Promise<void>): Promise<Look> {
    const ended = this.comparer.later(4 * hour).run();
    if (meanwhile !== undefined) {
      await this.comparer.sleeps();
      await meanwhile();
      this.comparer.later(8 * hour).wake();
    }
    return lookOf(await ended);
  }

  /** Draws, copies the list, has the copy compared, looks at the source again and copies what that says. */
  async wholeDay(): Promise<Look> {
    await this.sample();
    await this.arrive("comparisons/");
    return this.compareAndAsk();
  }

  /** What follows once a list has arrived. */
  compareAndAsk(): Promise<Look> {
    return this.compare(async () => {
      await this.sample(8);
      await this.arrive("comparisons/");
    });
  }

  remove(): void {
    this.sampler.remove();
    this.comparer.remove();
  }
}

function lookOf(ended: Ended): Look {
  const last = ended.said.trim().split("\n").at(-1) ?? "";
  const told: unknown = last === "" ? undefined : JSON.parse(last);
  return { ...ended, told };
}
