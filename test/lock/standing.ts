import type { Standing } from "../../lock";
import { firstLock } from "../../lock/compare-lock";
import type { Lock, Stateful } from "../../lock";

export const bucket = "zuid-infrastructure-par:ovh_cloud_project_storage.files_1A2B";
export const archive = "zuid-infrastructure-par:ovh_cloud_project_storage.archive_3C4D";
export const key = "zuid-tenant-b:vault_transit_secret_backend_key.b_5E6F";
export const realm = "zuid-tenant-b:keycloak_realm.b_7A8B";
export const database = "serving-site/databases/Database/b";
export const cluster = "par/databases/Cluster/postgres";

const stateful: Readonly<Record<string, Stateful>> = {
  [bucket]: {
    holds: "objects",
    identity: { name: "zuid-files-par", region_name: "EU-WEST-PAR" },
    site: "par",
    service: "files",
  },
  [archive]: {
    holds: "objects",
    identity: { name: "zuid-archive-par", region_name: "GRA" },
    site: "par",
    lockedDays: 35,
  },
  [key]: { holds: "keys", identity: { name: "b" }, tenant: "b" },
  [realm]: { holds: "identities", identity: { realm: "b" }, tenant: "b" },
  [database]: { holds: "databases", identity: { "spec.cluster.name": "postgres", "spec.name": "b" }, tenant: "b" },
  [cluster]: { holds: "databases", identity: { "spec.storage.storageClass": "encrypted" }, site: "par" },
};

/** A small shared environment as a synthesis would make it. */
export const standing: Standing = {
  environment: "zuid",
  sites: { par: { cloud: "ovh", region: "EU-WEST-PAR", account: "1" } },
  tenants: { a: { cell: 0 }, b: { cell: 1 } },
  stacks: ["zuid-infrastructure-par", "zuid-tenant-a", "zuid-tenant-b", "zuid-trust"],
  stateful,
  versions: {
    kubernetes: "1.34",
    postgresql: "17",
    charts: { "gateway-helm": "1.9.0", "external-secrets": "2.9.0" },
    images: { "docker.io/envoyproxy/gateway": "v1.9.0", "bestek/nextcloud": "34.0.1-oidc-8.11.0" },
  },
  services: ["files", "mail"],
  addresses: new Set(Object.keys(stateful).filter((id) => id.includes(":"))),
};

export const lock: Lock = firstLock(standing);

/** The same without some stateful things. */
export function without(...ids: readonly string[]): Standing {
  return {
    ...standing,
    stateful: Object.fromEntries(Object.entries(standing.stateful).filter(([id]) => !ids.includes(id))),
    addresses: new Set([...standing.addresses].filter((id) => !ids.includes(id))),
  };
}

/** The same with a stateful thing more, or another in its place. */
export const withThing = (id: string, entry: Stateful, from: Standing = standing): Standing => ({
  ...from,
  stateful: { ...from.stateful, [id]: entry },
  addresses: new Set([...from.addresses, id]),
});

/** The same after tenant `b` left the facts. */
export const withoutTenant: Standing = {
  ...without(key, realm, database),
  tenants: { a: { cell: 0 } },
  stacks: standing.stacks.filter((stack) => stack !== "zuid-tenant-b"),
};
