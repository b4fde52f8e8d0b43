import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserPolicy } from "@cdktf/provider-aws/lib/iam-user-policy";
import { Construct } from "constructs";
import type { Cidr } from "../../../language";
import type { AwsPlace } from "../../../planning/placement";
import type { StoreUser } from "../stores";
import { policyDocument, type Statement } from "./policy-document";
import { bucketAccess, keyActions, objectKeyAccess } from "./s3-access";

export interface ObjectStoreUserProps {
  readonly place: AwsPlace;
  /** Unique in the account, at most 64 characters. */
  readonly name: string;
  readonly buckets: readonly string[];
  readonly access: StoreUser["access"];
  /** Regions in which the buckets stand. */
  readonly regions: readonly string[];
  /** Aliases of the keys that encrypt them. */
  readonly keyAliases: readonly string[];
  /** The site's endpoint to object storage: from nowhere else do its keys open anything. */
  readonly endpointId: string;
  /** Networks of people who may use its keys as well. */
  readonly alsoFrom: readonly Cidr[];
}

/**
 * Someone with keys to buckets: services that take nothing but a key pair, and people who restore. Whoever steals the keys can
 * use them inside the site's own network alone. They are made where they are stored, in the trust stack.
 */
export class ObjectStoreUser extends Construct {
  readonly userName: string;

  constructor(scope: Construct, id: string, props: ObjectStoreUserProps) {
    super(scope, id);
    const { place, name, buckets, access, regions, keyAliases } = props;
    const user = new IamUser(this, "user", { name });
    this.userName = user.name;
    new IamUserPolicy(this, "policy", {
      user: user.name,
      name: "own",
      policy: policyDocument([
        ...bucketAccess(place, buckets, access),
        objectKeyAccess(place, { sid: "Keys", actions: keyActions(access), regions, aliases: keyAliases }),
        fromHere(props),
      ]),
    });
  }
}

/** Both conditions must hold for the refusal; a request through the endpoint bears no address, and is judged by the endpoint. */
const fromHere = ({ endpointId, alsoFrom }: ObjectStoreUserProps): Statement => ({
  Sid: "FromHere",
  Effect: "Deny",
  Action: "s3:*",
  Resource: "*",
  Condition: {
    StringNotEquals: { "aws:SourceVpce": endpointId },
    ...(alsoFrom.length === 0 ? {} : { NotIpAddress: { "aws:SourceIp": alsoFrom.map((cidr) => cidr.toString()) } }),
  },
});
