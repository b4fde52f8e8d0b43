import { awsPartition } from "../../catalog";

/** An account in a region: where names of AWS mean something. */
export interface AwsPlace {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

const partition = ({ region }: Pick<AwsPlace, "region">): string => awsPartition(region).name;

/** ARN of something that stands in a region, such as a key. */
export const regionalArn = (place: AwsPlace, service: string, resource: string): string =>
  `arn:${partition(place)}:${service}:${place.region}:${place.account}:${resource}`;

/** ARN of something in IAM, which knows no regions. */
export const iamArn = (place: AwsPlace, resource: string): string =>
  `arn:${partition(place)}:iam::${place.account}:${resource}`;

/** ARN of a policy that AWS keeps, by its name or path. */
export const managedPolicyArn = (place: Pick<AwsPlace, "region">, policy: string): string =>
  `arn:${partition(place)}:iam::aws:policy/${policy}`;

/** ARN of a bucket, or of objects in it. */
export const bucketArn = (place: Pick<AwsPlace, "region">, bucket: string): string =>
  `arn:${partition(place)}:s3:::${bucket}`;

/** ARN of a key by its alias: known before the key is made, so that charts and other stacks can name it. */
export const keyAliasArn = (place: AwsPlace, alias: string): string => regionalArn(place, "kms", `alias/${alias}`);

/** Aliases of a site's keys and names of its roles; `name` is `<environment>-<site>`. */
export const awsNames = {
  diskKey: (name: string): string => `${name}-disks`,
  objectKey: (name: string): string => `${name}-objects`,
  backupKey: (name: string): string => `${name}-backup`,
  /** Role of the pods that act as an object storage user. */
  userRole: (name: string, user: string): string => `${name}-${user}`,
  secretsRole: (name: string): string => `${name}-openbao`,
  autoscalerRole: (name: string): string => `${name}-cluster-autoscaler`,
} as const;
