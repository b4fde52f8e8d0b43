import { existing, s3, type OwnStorageFacts, type SiteFacts } from "bestek";

/** A cluster of the customer's own. */
export const ownCluster = (role: "primary" | "standby", network: string): SiteFacts => {
  const name = role === "primary" ? "townhall" : "library";
  return existing({
    name,
    context: name,
    country: "NL",
    storageClass: "encrypted",
    objectStorage: `s3.${name}.example.eu`,
    network,
    operators: ["203.0.113.0/28"],
  });
};

/** Storage of the customer's own, apart from every cluster. */
export const ownPlace = (name: string): OwnStorageFacts =>
  s3({ name, host: `s3.${name}.example.eu`, country: "NL", failureDomain: name });
