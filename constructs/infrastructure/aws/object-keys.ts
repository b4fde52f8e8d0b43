import { Construct } from "constructs";
import { awsNames, type AwsPlace } from "../../../planning/placement";
import { regionalProvider } from "./aws-provider";
import { EncryptionKey } from "./encryption-key";
import { byIamPolicies } from "./key-policy";

export interface ObjectKeysProps {
  readonly place: AwsPlace;
  /** First part of the keys' alias: a site's name, or a tenant's at it. */
  readonly name: string;
  /** Regions in which objects are kept. */
  readonly regions: readonly string[];
}

/** Keys of objects, one in each region where some are kept: no key of KMS is used outside its region. */
export class ObjectKeys extends Construct {
  private readonly keys: ReadonlyMap<string, EncryptionKey>;

  constructor(scope: Construct, id: string, { place, name, regions }: ObjectKeysProps) {
    super(scope, id);
    this.keys = new Map(
      regions.map((region) => [
        region,
        new EncryptionKey(this, region, {
          alias: awsNames.objectKey(name),
          description: `${name}: objects of services in ${region}`,
          policy: [byIamPolicies(place)],
          ...(region === place.region ? {} : { provider: regionalProvider(this, { ...place, region }) }),
        }),
      ]),
    );
  }

  /** The key of objects in a region. Throws where this stack keeps none: its stores decide the regions. */
  objectsIn(region: string): EncryptionKey {
    const key = this.keys.get(region);
    if (key === undefined) throw new Error(`this stack keeps no key for objects in ${region}`);
    return key;
  }
}
