import type { StatefulType } from "./stateful-type";

/**
 * Resources of hashicorp/vault 5.6.0, keycloak/keycloak 5.9.0 and hashicorp/kubernetes 2.38.0 that keep something; all
 * types of the three schemas were gone through 2026-11-21. A mount takes everything below it along. Values under `vault_kv_*` are
 * what their own stack wrote there, from a source it still has. A release of Helm keeps what its objects keep: see the lock.
 */
export const statefulPlatform = {
  vault_mount: { holds: "everything inside", identity: ["path", "type"] },
  vault_kv_secret_backend_v2: { holds: "everything inside", identity: ["mount"] },
  vault_namespace: { holds: "everything inside", identity: ["path"] },
  vault_database_secrets_mount: { holds: "everything inside", identity: ["path"] },
  vault_transit_secret_backend_key: { holds: "keys", identity: ["backend", "name", "type"] },
  vault_transform_transformation: { holds: "keys", identity: ["path", "name"] },
  vault_kmip_secret_scope: { holds: "keys", identity: ["path", "scope"] },
  vault_managed_keys: { holds: "keys", identity: [] },
  vault_pki_secret_backend_root_cert: { holds: "keys", identity: ["common_name", "key_type", "key_bits"] },
  vault_pki_secret_backend_key: { holds: "keys", identity: ["backend", "key_name"] },
  vault_pki_secret_backend_issuer: { holds: "keys", identity: ["backend", "issuer_ref"] },
  vault_pki_secret_backend_config_ca: { holds: "keys", identity: ["backend"] },
  vault_ssh_secret_backend_ca: { holds: "keys", identity: ["backend"] },
  vault_identity_entity: { holds: "identities", identity: ["name"] },
  vault_identity_group: { holds: "identities", identity: ["name"] },
  vault_identity_oidc_key: { holds: "keys", identity: ["name"] },
  keycloak_realm: { holds: "identities", identity: ["realm"] },
  keycloak_organization: { holds: "identities", identity: ["realm", "name"] },
  keycloak_user: { holds: "identities", identity: ["realm_id", "username"] },
  keycloak_group: { holds: "identities", identity: ["name"] },
  keycloak_ldap_user_federation: { holds: "identities", identity: ["name"] },
  keycloak_custom_user_federation: { holds: "identities", identity: ["name"] },
  keycloak_realm_keystore_aes_generated: { holds: "keys", identity: ["name"] },
  keycloak_realm_keystore_ecdsa_generated: { holds: "keys", identity: ["name"] },
  keycloak_realm_keystore_hmac_generated: { holds: "keys", identity: ["name"] },
  keycloak_realm_keystore_java_keystore: { holds: "keys", identity: ["name"] },
  keycloak_realm_keystore_rsa: { holds: "keys", identity: ["name"] },
  keycloak_realm_keystore_rsa_generated: { holds: "keys", identity: ["name"] },
  kubernetes_namespace: { holds: "everything inside", identity: [] },
  kubernetes_namespace_v1: { holds: "everything inside", identity: [] },
  kubernetes_manifest: { holds: "everything inside", identity: [] },
  kubernetes_persistent_volume: { holds: "volumes", identity: [] },
  kubernetes_persistent_volume_v1: { holds: "volumes", identity: [] },
  kubernetes_persistent_volume_claim: { holds: "volumes", identity: [] },
  kubernetes_persistent_volume_claim_v1: { holds: "volumes", identity: [] },
  kubernetes_stateful_set: { holds: "volumes", identity: [] },
  kubernetes_stateful_set_v1: { holds: "volumes", identity: [] },
} as const satisfies Readonly<Record<string, StatefulType>>;
