/** Port on which a gateway to object storage speaks S3 inside the cluster. */
export const objectGatewayPort = 7070;

/** Workload, and service account, of the gateway that speaks S3 for one bucket where the cloud itself does not. */
export const objectGateway = (bucket: string): string => `objects-${bucket}`;
