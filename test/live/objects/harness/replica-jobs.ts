import type { ReplicaJobs } from "./replicas";
import { synthesizedJobs } from "./synthesized-job";

/** The jobs of a service that look at the copies of a bucket, in the first environment that has both and whose comparing job speaks this to its storage. */
export function replicaJobsOf(
  service: string,
  variable: `${Uppercase<string>}_BUCKET`,
  speaks: "s3" | "azureblob" = "s3",
): ReplicaJobs | undefined {
  const type = `RCLONE_CONFIG_${variable.slice(0, -"_BUCKET".length)}_TYPE`;
  const comparers = synthesizedJobs("compare-replicas").filter(
    (job) => job.service === service && job.containers[0]?.variables[type] === speaks,
  );
  const samplers = synthesizedJobs("sample-objects").filter((job) => job.service === service);
  return samplers.flatMap((sampler) => {
    const comparer = comparers.find(({ environment }) => environment === sampler.environment);
    return comparer === undefined ? [] : [{ sampler, comparer, variable }];
  })[0];
}
