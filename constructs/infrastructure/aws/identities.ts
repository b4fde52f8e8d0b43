import { archiveUser, dumpUser, logUser, snapshotUser, type StoreUser } from "../stores";

/** A user whose pods act with an identity of their own, so that no keys are made for it. */
export type IdentifiedUser = StoreUser & Required<Pick<StoreUser, "pods">>;

/**
 * Databases archive with a role, and so do snapshots of the secrets, dumps and the log servers: all renew what they were given. Mail and files take nothing but a key pair (see the
 * decision on identities at AWS).
 */
export const hasIdentity = (user: StoreUser): user is IdentifiedUser =>
  [archiveUser, snapshotUser, dumpUser, logUser].includes(user.name) && user.pods !== undefined;
