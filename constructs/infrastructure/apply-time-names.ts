/** Name of the ConfigMap with what only applying tells, the same in every namespace. */
export const applyTimeConfigMap = "bestek-apply-time";

/** Key under which pods find the id of the cloud identity of an object storage user; no secret, worth nothing without the pod. */
export const identityKey = (user: string): `identity-${string}` => `identity-${user}`;
