import { CloudProjectUser } from "@cdktf/provider-ovh/lib/cloud-project-user";
import { CloudProjectUserS3Policy } from "@cdktf/provider-ovh/lib/cloud-project-user-s3-policy";
import { Construct } from "constructs";
import { s3Policy, type BucketAccess } from "./s3-policy";

export interface ObjectStoreUserProps {
  /** Public Cloud project. */
  readonly project: string;
  /** Who it is, for people who read a list of users. */
  readonly description: string;
  readonly buckets: readonly string[];
  /** First part of the names of the objects that it may touch. Default: of all. */
  readonly prefix?: string;
  readonly access: BucketAccess;
}

/**
 * A user of object storage who sees the named buckets and no other. Its keys are made where they are stored, in the
 * trust stack: this one never knows them.
 */
export class ObjectStoreUser extends Construct {
  readonly userId: string;

  constructor(scope: Construct, id: string, { project, description, buckets, prefix, access }: ObjectStoreUserProps) {
    super(scope, id);
    const user = new CloudProjectUser(this, "user", {
      serviceName: project,
      description,
      roleNames: ["objectstore_operator"],
    });
    this.userId = user.id;
    new CloudProjectUserS3Policy(this, "policy", {
      serviceName: project,
      userId: user.id,
      policy: s3Policy(buckets, access, prefix),
    });
  }
}
