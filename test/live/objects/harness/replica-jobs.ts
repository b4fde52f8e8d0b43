import type { ReplicaJobs } from "./replicas";
import { synthesizedJobs } from "./synthesized-job";

/** The jobs of a service that look at the copies of a bucket, in the first environment that has both. */
export function replicaJobsOf(service: string, variable: string): ReplicaJobs | undefined {
  const comparers = synthesizedJobs("compare-replicas").filter((job) => job.service === service);
  const samplers = synthesizedJobs("sample-objects").filter((job) => job.service === service);
  return samplers.flatMap((sampler) => {
    const comparer = comparers.find(({ environment }) => environment === sampler.environment);
    return comparer === undefined ? [] : [{ sampler, comparer, variable }];
  })[0];
}
