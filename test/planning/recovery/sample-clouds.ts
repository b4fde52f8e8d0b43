import { backupRestore, s3, warmStandby, type EnvironmentFacts } from "bestek";
import { amsterdam, dublin, frankfurt, gavle, ownCluster } from "../sample-environments";

/** The municipality in Dublin, with a standby in Frankfurt. */
export const onAws: Partial<EnvironmentFacts> = {
  site: dublin,
  recovery: warmStandby({ site: frankfurt, archive: "eu-north-1" }),
  state: { bucket: "zuid-state", region: "eu-west-3" },
};

/** The municipality in Amsterdam, with a standby in Sweden. */
export const onAzure: Partial<EnvironmentFacts> = {
  site: amsterdam,
  recovery: warmStandby({ site: gavle, archive: "francecentral" }),
  state: { bucket: "zuid-state", region: "germanywestcentral" },
};

const elsewhere = (name: string) =>
  s3({ name, host: `s3.${name}.example.eu`, country: "NL", failureDomain: name, objectLock: true });

/** The municipality on a cluster of its own. */
export const onOwnCluster: Partial<EnvironmentFacts> = {
  site: ownCluster,
  recovery: backupRestore({ offsite: elsewhere("neighbour") }),
  state: { bucket: "zuid-state", region: elsewhere("province") },
  dns: { kind: "customer" },
};
