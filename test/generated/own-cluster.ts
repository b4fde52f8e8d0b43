import { existing, s3, type OwnStorageFacts, type SiteFacts } from "bestek";

/** A cluster of the customer's own. */
export const ownCluster = (role: "primary" | "standby", network: string): SiteFacts => {
  const name = role === "primary" ? "townhall" : "library";
  return existing({
    name,
    context: `admin@${name}`,
    cluster: `00000000-0000-4000-8000-00000000000${role === "primary" ? "1" : "2"}`,
    country: "NL",
    network,
    podNetwork: "10.242.0.0/16",
    serviceNetwork: "10.243.0.0/16",
    operators: ["203.0.113.0/28"],
    zones: ["hall-1", "hall-2", "hall-3"],
    storageClass: { name: "encrypted", encrypted: true, zoneBound: false },
    objects: { ...ownPlace(`${name}-objects`), failureDomain: name },
    entry: { addresses: ["203.0.113.20"], client: { kind: "packet" } },
    egress: ["203.0.113.21"],
    seal: { kind: "static", keyId: "first" },
  });
};

/** Storage of the customer's own, apart from every cluster. */
export const ownPlace = (name: string): OwnStorageFacts =>
  s3({ name, host: `s3.${name}.example.eu`, country: "NL", failureDomain: name, objectLock: true });
