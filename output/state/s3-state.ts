import { preamble, quoted } from "../shell";
import { keptDays, type StatePlace } from "./state-place";

type S3Place = Extract<StatePlace, { kind: "s3" }>;

/** A bucket over S3, at AWS or elsewhere. */
export const s3State = (place: S3Place): readonly string[] => [
  "# Needs the AWS command line, and in its variables the keys of a user that may create and configure this bucket.",
  ...preamble,
  `bucket=${quoted(place.bucket)}`,
  `region=${quoted(place.region)}`,
  ...client(place),
  "",
  'if ! s3 head-bucket --bucket "$bucket" >/dev/null 2>&1; then',
  // The one region that must not be named, and that storage of one's own likes to bear.
  place.region === "us-east-1"
    ? '  s3 create-bucket --bucket "$bucket" >/dev/null'
    : '  s3 create-bucket --bucket "$bucket" --create-bucket-configuration "LocationConstraint=$region" >/dev/null',
  "fi",
  "",
  "# Every earlier state stays readable for a quarter.",
  's3 put-bucket-versioning --bucket "$bucket" --versioning-configuration Status=Enabled',
  's3 put-bucket-lifecycle-configuration --bucket "$bucket" --lifecycle-configuration \\',
  `  ${quoted(JSON.stringify(lifecycle))}`,
  ...(place.endpoint === undefined ? closedAtAws : encryptionElsewhere),
  "",
  "# What the stacks rely on.",
  '[ "$(s3 get-bucket-versioning --bucket "$bucket" --query Status --output text)" = Enabled ] ||',
  '  fail "$bucket: versions are not kept"',
  ...lockProof,
  "printf '%s\\n' \"$bucket keeps states, their versions and their locks\"",
];

const lifecycle = {
  Rules: [
    {
      ID: "earlier-states",
      Status: "Enabled",
      Filter: { Prefix: "" },
      NoncurrentVersionExpiration: { NoncurrentDays: keptDays },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    },
  ],
};

const client = ({ endpoint }: S3Place): readonly string[] =>
  endpoint === undefined
    ? ["s3() {", '  aws --region "$region" s3api "$@"', "}"]
    : [
        `endpoint=${quoted(endpoint)}`,
        "# Checksums that only AWS knows are refused elsewhere.",
        "export AWS_REQUEST_CHECKSUM_CALCULATION=when_required AWS_RESPONSE_CHECKSUM_VALIDATION=when_required",
        "s3() {",
        '  aws --endpoint-url "$endpoint" --region "$region" s3api "$@"',
        "}",
      ];

const closedAtAws: readonly string[] = [
  "",
  "# Closed to the world, encrypted, and only over TLS.",
  's3 put-public-access-block --bucket "$bucket" --public-access-block-configuration \\',
  "  BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
  's3 put-bucket-ownership-controls --bucket "$bucket" --ownership-controls \\',
  "  'Rules=[{ObjectOwnership=BucketOwnerEnforced}]'",
  's3 put-bucket-encryption --bucket "$bucket" --server-side-encryption-configuration \\',
  `  ${quoted('{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}')}`,
  's3 put-bucket-policy --bucket "$bucket" --policy "$(printf \'%s\' \\',
  `  ${quoted(
    '{"Version":"2012-10-17","Statement":[{"Sid":"OverTlsOnly","Effect":"Deny","Principal":"*","Action":"s3:*",',
  )} \\`,
  '  "\\"Resource\\":[\\"arn:aws:s3:::$bucket\\",\\"arn:aws:s3:::$bucket/*\\"]," \\',
  `  ${quoted('"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}')})"`,
];

const encryptionElsewhere: readonly string[] = [
  "# The backend asks for the encryption of each object; where the storage has a default for buckets it is set as well.",
  's3 put-bucket-encryption --bucket "$bucket" --server-side-encryption-configuration \\',
  `  ${quoted('{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}')} ||`,
  "  printf '%s\\n' \"$bucket: this storage has no default encryption; the backend asks for it object by object\" >&2",
];

/** A lock is a file that may be written only where none is: storage that ignores the condition locks nothing. */
const lockProof: readonly string[] = [
  "lock=bestek-lock-proof",
  's3 delete-object --bucket "$bucket" --key "$lock" >/dev/null',
  's3 put-object --bucket "$bucket" --key "$lock" --if-none-match "*" >/dev/null',
  'if s3 put-object --bucket "$bucket" --key "$lock" --if-none-match "*" >/dev/null 2>&1; then',
  '  fail "$bucket: the storage ignores If-None-Match, so that two operators could write one state"',
  "fi",
  's3 delete-object --bucket "$bucket" --key "$lock" >/dev/null',
];
