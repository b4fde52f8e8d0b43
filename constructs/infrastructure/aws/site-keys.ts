import { Construct } from "constructs";
import { awsNames, iamArn, type AwsPlace } from "../../../planning/placement";
import { archiveUser, dumpUser, restoreUser, snapshotUser } from "../stores";
import { regionalProvider } from "./aws-provider";
import { EncryptionKey } from "./encryption-key";
import { administeredOnly, byIamPolicies, forLogGroups, throughEc2, usedOnlyBy } from "./key-policy";
import { ObjectKeys } from "./object-keys";

export interface SiteKeysProps {
  readonly place: AwsPlace;
  /** `<environment>-<site>`. */
  readonly name: string;
  readonly environment: string;
  /** Regions beside the site's own in which this stack keeps objects of services. */
  readonly objectRegions: readonly string[];
  /** Regions in which this stack keeps backups. */
  readonly backupRegions: readonly string[];
}

/**
 * A site's keys, one for each kind of thing, so that losing the use of one says nothing of the others. Keys of backups are a
 * hierarchy of their own: what runs in production and writes objects can't read a single backup.
 */
export class SiteKeys extends Construct {
  /** Secrets in the cluster's own database. */
  readonly cluster: EncryptionKey;
  readonly logs: EncryptionKey;
  /** System disks and volumes. */
  readonly disks: EncryptionKey;
  /** Objects of services, those of all tenants together apart from those with keys of their own. */
  readonly objects: ObjectKeys;
  private readonly backups: ReadonlyMap<string, EncryptionKey>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SiteKeysProps,
  ) {
    super(scope, id);
    const { place, name, objectRegions, backupRegions } = props;
    const key = (what: string, alias: string, description: string, policy = [byIamPolicies(place)]): EncryptionKey =>
      new EncryptionKey(this, what, { alias, description: `${name}: ${description}`, policy });
    this.cluster = key("cluster", `${name}-cluster`, "secrets of the Kubernetes API");
    this.logs = key("logs", `${name}-logs`, "logs", [byIamPolicies(place), forLogGroups(place)]);
    this.disks = key("disks", awsNames.diskKey(name), "system disks and volumes", [
      byIamPolicies(place),
      throughEc2(place),
    ]);
    this.objects = new ObjectKeys(this, "objects", { place, name, regions: [place.region, ...objectRegions] });
    this.backups = new Map(backupRegions.map((region) => [region, this.backup(region)]));
  }

  /** The key of backups in a region. Throws where this stack keeps none: its stores decide the regions. */
  backupsIn(region: string): EncryptionKey {
    const key = this.backups.get(region);
    if (key === undefined) throw new Error(`this stack keeps no key for backups in ${region}`);
    return key;
  }

  private backup(region: string): EncryptionKey {
    const { place, name, environment } = this.props;
    const there = { ...place, region };
    return new EncryptionKey(this, `backup-${region}`, {
      alias: awsNames.backupKey(name),
      description: `${name}: backups in ${region}`,
      policy: [
        administeredOnly(there),
        usedOnlyBy(there, [
          ...[archiveUser, snapshotUser, dumpUser].map((user) =>
            iamArn(there, `role/${awsNames.userRole(`${environment}-*`, user)}`),
          ),
          iamArn(there, `role/${environment}-*-backup-copies`),
          iamArn(there, `user/${environment}-*-${restoreUser}`),
        ]),
      ],
      ...(region === place.region ? {} : { provider: regionalProvider(this, there) }),
    });
  }
}
