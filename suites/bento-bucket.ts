import { bucketEndpoint, type BucketAddress } from "../language";

/** How an output writes into a bucket. */
export interface BucketOutput {
  /** Seconds until it gives up, and the longest pause between two tries. */
  readonly longest: number;
  readonly pause: number;
  /** Seconds that one try may take. */
  readonly each: number;
  readonly contentType: string;
  /** Collects messages into one object, in Bento's words. Default: an object for each. */
  readonly batching?: Readonly<Record<string, unknown>>;
}

/**
 * An output of Bento that writes what it has into a bucket under the name in the metadata `object`, and into the object no metadata besides; the bucket's
 * keys are in the variables `ACCESS_KEY` and `SECRET_KEY`.
 */
export const toBucket = (
  bucket: BucketAddress,
  { longest, pause, each, contentType, batching }: BucketOutput,
): Readonly<Record<string, unknown>> => ({
  retry: {
    max_retries: 0,
    backoff: {
      initial_interval: "1s",
      max_interval: `${String(pause)}s`,
      max_elapsed_time: `${String(longest)}s`,
    },
    output: {
      aws_s3: {
        bucket: bucket.name,
        endpoint: bucketEndpoint(bucket),
        region: bucket.region,
        force_path_style_urls: bucket.addressing === "path",
        credentials: { id: "${ACCESS_KEY}", secret: "${SECRET_KEY}" },
        path: '${! metadata("object") }',
        content_type: contentType,
        metadata: { exclude_prefixes: [""] },
        timeout: `${String(each)}s`,
        ...(batching === undefined ? {} : { batching }),
      },
    },
  },
});
