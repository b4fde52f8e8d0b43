import { databaseDumps } from "../../../catalog";
import type { Finding } from "../../check";
import type { Facts, TenantPortion } from "../../facts";
import { at, listAt, textAt, type Json } from "../../facts/json";
import { objectsOf, resourcesOf } from "./objects";

/** Folder of the tenants' secrets below the mount, as stacks and charts write it. */
const folder = "tenants";

/**
 * What a tenant's namespaces may do in OpenBao stays below the tenant's own folder and on its own key; its roles are for its own
 * namespaces; and what its charts fetch and push lies there too.
 */
export function secretFindings({ tenant, facts }: TenantPortion): readonly Finding[] {
  const own = `${folder}/${tenant}/`;
  const mayUse = new RegExp(
    `^(?:platform/(?:data|metadata)/${own}|transit/(?:encrypt|decrypt)/${tenant}$|${signingPath(tenant)})`,
  );
  return [
    ...resourcesOf(facts, "vault_policy").flatMap(([id, { attributes }]) =>
      policyPaths(textAt(attributes, "policy") ?? "")
        .filter((path) => textAt(attributes, "name") !== dumpName(tenant) || path !== newKey)
        .filter((path) => !mayUse.test(path) || path.replace(/\*$/, "").includes("*") || path.includes("+"))
        .map((path) => finding(id, path, "lets the tenant into what is not its own")),
    ),
    ...resourcesOf(facts, "vault_kubernetes_auth_backend_role").flatMap(([id, { attributes }]) =>
      listAt(attributes, "bound_service_account_namespaces")
        .filter(
          (namespace) => textAt(attributes, "role_name") !== dumpName(tenant) || namespace !== databaseDumps.namespace,
        )
        .filter((namespace) => typeof namespace !== "string" || !Object.hasOwn(facts.plan.namespaces, namespace))
        .map((namespace) =>
          finding(`${id} bound_service_account_namespaces`, namespace, "is no namespace of the tenant"),
        ),
    ),
    ...resourcesOf(facts, "vault_kv_secret_v2").flatMap(([id, { attributes }]) => {
      const name = textAt(attributes, "name") ?? "";
      return name.startsWith(own) ? [] : [finding(`${id} name`, name, "lies outside the tenant's folder")];
    }),
    ...resourcesOf(facts, "vault_transit_secret_backend_key").flatMap(([id, { attributes }]) => {
      const name = textAt(attributes, "name") ?? "";
      return name === tenant || name.startsWith(`${tenant}.`)
        ? []
        : [finding(`${id} name`, name, "is the key of another")];
    }),
    ...objectsOf(facts, "VaultDynamicSecret").flatMap(([id, { object }]) => {
      const path = textAt(object, "spec", "path") ?? "";
      return new RegExp(`^${signingPath(tenant)}`).test(path)
        ? []
        : [finding(`${id} spec.path`, path, "is no key that signs the tenant's mail")];
    }),
    ...objectsOf(facts, "ExternalSecret", "PushSecret", "SecretStore").flatMap(([id, fact]) =>
      remoteKeys(at(fact.object, "spec"))
        .filter((key) => !key.startsWith(own))
        .map((key) => finding(id, key, "lies outside the tenant's folder")),
    ),
    ...objectsOf(facts, "SecretStore", "VaultDynamicSecret").flatMap(([id, { kind, namespace, object }]) => {
      const provider = at(object, "spec", "provider", ...(kind === "SecretStore" ? ["vault"] : []));
      const role = textAt(provider, "auth", "kubernetes", "role");
      return role === namespace ? [] : [finding(`${id} role`, role ?? null, "is not the role of its own namespace")];
    }),
  ];
}

/** Role and policy of the pods that dump the tenant's databases; which account and token open it, the check `dumps` says. */
const dumpName = (tenant: string): string => `${databaseDumps.workload}-${tenant}`;

/** Gives out keys under that of the backups, and opens none. */
const newKey = "backup-transit/datakey/plaintext/backups";

/** Where a key of the tenant's own that signs its mail is given out. A tenant's id has no dot, so that no other's begins like it. */
const signingPath = (tenant: string): string => `dkim/export/signing-key/${tenant}\\.[a-z0-9-]+/1$`;

/** Names of the folders at the top of the mount: none of them is a tenant's, which lie below one of them. */
const top = /^platform\/metadata$/;

/** What policies of the platform may do with tenants' secrets: make and read those that open what stands beside them, and count the folders that they lie below. */
const allowed: Readonly<Record<string, RegExp>> = {
  "namespace-databases": new RegExp(`^platform/(?:data|metadata)/${folder}/\\+/\\+/database$`),
  [`namespace-${databaseDumps.namespace}`]: new RegExp(`^platform/data/${folder}/\\+/\\+/database$`),
  "snapshot-mark": top,
  "snapshot-drill": top,
  "namespace-objects": new RegExp(`^platform/(?:data|metadata)/${folder}/\\+/\\+/bucket-[a-z0-9-]+/[a-z0-9-]+$`),
};

/** No policy of the platform reaches into tenants' folders, but those of the databases, of their dumps and of the store in the cluster. */
export function platformSecrets(platform: Facts): Readonly<Record<string, readonly Finding[]>> {
  return Object.fromEntries(
    resourcesOf(platform, "vault_policy").map(([id, { attributes }]) => {
      const name = textAt(attributes, "name") ?? "";
      const failures = policyPaths(textAt(attributes, "policy") ?? "")
        .filter((path) => reachesTenants(path) && allowed[name]?.test(path) !== true)
        .map((path) => finding(`${id} policy`, path, "lets a part of the platform into tenants' secrets or keys"));
      return [id, failures];
    }),
  );
}

const policyPaths = (policy: string): readonly string[] =>
  [...policy.matchAll(/path\s+"([^"]+)"/g)].map(([, path = ""]) => path);

/** True where a path, with its wildcards, may be one below the tenants' folder or one of their keys. */
function reachesTenants(path: string): boolean {
  const [mount, kind, first] = path.split("/");
  if (mount === "platform" && (kind === "data" || kind === "metadata")) {
    return first === folder || first === "*" || first === "+" || first === undefined;
  }
  if (mount === "dkim") return kind === "export" || kind === "*" || kind === "+";
  return mount === "transit" && (kind === "encrypt" || kind === "decrypt" || kind === "*");
}

/** Keys in OpenBao that a spec names, wherever it does. */
function remoteKeys(spec: Json | undefined): readonly string[] {
  return [
    ...listAt(spec, "data").flatMap((entry) => [
      textAt(entry, "remoteRef", "key"),
      textAt(entry, "match", "remoteRef", "remoteKey"),
    ]),
    ...listAt(spec, "dataFrom").map((entry) => textAt(entry, "extract", "key")),
  ].filter((key) => key !== undefined);
}

const finding = (where: string, value: Json, why: string): Finding => ({
  where,
  value,
  why,
  wayOut: "keep to the tenant's own folder, and synthesize again",
});
