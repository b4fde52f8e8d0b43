import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserPolicy } from "@cdktf/provider-aws/lib/iam-user-policy";
import { Construct } from "constructs";
import type { AwsPlace } from "../../../planning/placement";
import type { StoreUser } from "../stores";
import { policyDocument, type Statement } from "./policy-document";
import { bucketAccess, keyActions, objectKeyAccess } from "./s3-access";

export interface ObjectStoreUserProps {
  readonly place: AwsPlace;
  /** Unique in the account, at most 64 characters. */
  readonly name: string;
  readonly user: StoreUser;
  /** Regions in which the buckets stand. */
  readonly regions: readonly string[];
  /** Aliases of the keys that encrypt them. */
  readonly keyAliases: readonly string[];
  /** The site's endpoint to object storage. */
  readonly endpointId: string;
  /** Addresses and networks from which its keys work as well: object storage of another region sees no endpoint. */
  readonly alsoFrom: readonly string[];
}

/**
 * Someone with keys to buckets: services that take nothing but a key pair, and people who restore. Stolen keys open nothing
 * from anywhere but the site itself and the networks named here. They are made where they are stored, in the trust stack.
 */
export class ObjectStoreUser extends Construct {
  readonly userName: string;

  constructor(scope: Construct, id: string, props: ObjectStoreUserProps) {
    super(scope, id);
    const { place, name, user, regions, keyAliases } = props;
    const { access } = user;
    const made = new IamUser(this, "user", { name });
    this.userName = made.name;
    new IamUserPolicy(this, "policy", {
      user: made.name,
      name: "own",
      policy: policyDocument([
        ...bucketAccess(place, user),
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
    ...(alsoFrom.length === 0 ? {} : { NotIpAddress: { "aws:SourceIp": alsoFrom } }),
  },
});
