import { Construct } from "constructs";
import { awsNames, bucketArn, fitName, type AwsPlace } from "../../../planning/placement";
import { retentionOf } from "../retention";
import type { Store } from "../stores";
import type { EncryptionKey } from "./encryption-key";
import { ObjectStore, type ObjectStoreProps } from "./object-store";
import { assumedByService, type Statement } from "./policy-document";
import { Role } from "./role";
import { objectKeyAccess } from "./s3-access";

/** Characters that IAM gives a name. */
const longestName = 64;

export interface ObjectStoresProps {
  readonly place: AwsPlace;
  /** First part of the names of its roles and of its keys' aliases: a site's name, or a tenant's at it. */
  readonly name: string;
  /** The same without the site: other sites' keys begin with it too. */
  readonly environment: string;
  readonly production: boolean;
  readonly stores: readonly Store[];
  /** Key of a bucket, of its own region. */
  readonly keyOf: (store: Store) => EncryptionKey;
}

/** The buckets of a site's stack, their copies first, because a rule needs the bucket that it names. */
export class ObjectStores extends Construct {
  /** Names of the buckets. */
  readonly buckets: readonly string[];
  private readonly roles: Readonly<Record<Kind, string | undefined>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ObjectStoresProps,
  ) {
    super(scope, id);
    this.roles = { live: this.copyRole("live"), backup: this.copyRole("backup") };
    const made = new Map<string, ObjectStore>();
    for (const store of [...props.stores].sort((a, b) => a.replicasIn.length - b.replicasIn.length)) {
      const dependsOn = store.replicasIn.flatMap(({ name }) => made.get(name)?.versioning ?? []);
      const { name } = store.bucket;
      made.set(name, new ObjectStore(this, name, { ...this.storeProps(store), dependsOn }));
    }
    this.buckets = [...made.keys()].sort();
  }

  private storeProps(store: Store): Omit<ObjectStoreProps, "dependsOn"> {
    const { place, production, keyOf } = this.props;
    const { bucket, replicasIn, deletions, lockDays } = store;
    const copiedBy = this.roles[kindOf(store)];
    return {
      place,
      region: bucket.region.name,
      name: bucket.name,
      key: keyOf(store),
      replicasIn: replicasIn.map((replica) => ({
        name: replica.name,
        region: replica.region.name,
        keyAlias: this.keyAlias(store, replica),
        deletions,
      })),
      ...(lockDays === undefined
        ? {}
        : { lock: { mode: production ? "compliance" : "governance", days: lockDays } as const }),
      ...(copiedBy === undefined ? {} : { copiedBy }),
      retention: retentionOf(store),
    };
  }

  /** Copies are this stack's own; the twin of a live bucket is the other site's, under that site's key. */
  private keyAlias({ backup }: Store, replica: Store["bucket"]): string {
    const { name, environment } = this.props;
    return backup ? awsNames.backupKey(name) : awsNames.objectKey(`${environment}-${replica.site}`);
  }

  /** One role for live objects and one for backups: neither can use the other's keys. */
  private copyRole(kind: Kind): string | undefined {
    const { name, stores } = this.props;
    const copied = stores.filter((store) => kindOf(store) === kind && store.replicasIn.length > 0);
    return copied.length === 0
      ? undefined
      : new Role(this, `${kind}-copies`, {
          name: fitName([name, kind, "copies"], longestName),
          description: kind === "live" ? "copies objects to another region" : "copies backups to their locked copies",
          assumedBy: assumedByService("s3.amazonaws.com"),
          statements: copied.flatMap((store, index) => this.copying(store, String(index + 1))),
        }).arn;
  }

  private copying(store: Store, suffix: string): readonly Statement[] {
    const { place } = this.props;
    const { bucket, replicasIn, backup } = store;
    const ownKey = backup ? awsNames.backupKey(this.props.name) : awsNames.objectKey(this.props.name);
    return [
      {
        Sid: `Source${suffix}`,
        Effect: "Allow",
        Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
        Resource: bucketArn(place, bucket.name),
      },
      {
        Sid: `Versions${suffix}`,
        Effect: "Allow",
        Action: [
          "s3:GetObjectVersionForReplication",
          "s3:GetObjectVersionAcl",
          "s3:GetObjectVersionTagging",
          "s3:GetObjectRetention",
          "s3:GetObjectLegalHold",
        ],
        Resource: bucketArn(place, `${bucket.name}/*`),
      },
      {
        Sid: `Copies${suffix}`,
        Effect: "Allow",
        Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
        Resource: replicasIn.map(({ name }) => bucketArn(place, `${name}/*`)),
      },
      objectKeyAccess(place, {
        sid: `SourceKey${suffix}`,
        actions: ["kms:Decrypt"],
        regions: [bucket.region.name],
        aliases: [ownKey],
      }),
      objectKeyAccess(place, {
        sid: `CopyKeys${suffix}`,
        actions: ["kms:Encrypt", "kms:GenerateDataKey"],
        regions: replicasIn.map(({ region }) => region.name),
        aliases: replicasIn.map((replica) => this.keyAlias(store, replica)),
      }),
    ];
  }
}

type Kind = "live" | "backup";

const kindOf = ({ backup }: Store): Kind => (backup ? "backup" : "live");
