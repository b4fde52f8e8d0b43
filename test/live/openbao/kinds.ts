import { z } from "zod";
import { kind, type Kind } from "../harness/terraform/load";
import type { Client } from "./client";

const flag = z.boolean();
const text = z.string();
const texts = z.array(text);
const seconds = z.number();
const made = z.looseObject({});
/** Keys by version: when each was made, or its public half where it has one. */
const transitKey = z.looseObject({ keys: z.record(text, z.unknown()) });

/** What the Vault provider says over the API for each type of resource, as whoever `client` is. */
export const vaultKinds = (client: Client): Readonly<Record<string, Kind>> => ({
  vault_mount: kind(
    z.strictObject({
      path: text,
      type: text,
      description: text,
      options: z.record(text, text).optional(),
      default_lease_ttl_seconds: seconds.optional(),
      max_lease_ttl_seconds: seconds.optional(),
    }),
    async ({ path, default_lease_ttl_seconds: usual, max_lease_ttl_seconds: most, ...rest }) => {
      const config = { ...lease("default_lease_ttl", usual), ...lease("max_lease_ttl", most) };
      await client.must("POST", `sys/mounts/${path}`, { ...rest, config });
      await client.must("GET", `sys/mounts/${path}`);
      return { id: path };
    },
  ),
  vault_auth_backend: kind(z.strictObject({ path: text, type: text, description: text }), async ({ path, ...rest }) => {
    await client.must("POST", `sys/auth/${path}`, rest);
    await client.must("GET", `sys/auth/${path}/tune`);
    return { id: path };
  }),
  vault_policy: kind(z.strictObject({ name: text, policy: text }), async ({ name, policy }) => {
    await client.must("PUT", `sys/policies/acl/${name}`, { policy });
    await client.must("GET", `sys/policies/acl/${name}`);
    return { id: name };
  }),
  vault_kubernetes_auth_backend_config: kind(
    z.strictObject({ backend: text, kubernetes_host: text, kubernetes_ca_cert: text, token_reviewer_jwt: text }),
    async ({ backend, ...rest }) => {
      await client.must("PUT", `auth/${backend}/config`, rest);
      await client.must("GET", `auth/${backend}/config`);
      return { id: backend };
    },
  ),
  vault_kubernetes_auth_backend_role: kind(
    z.strictObject({
      backend: text,
      role_name: text,
      bound_service_account_names: texts,
      bound_service_account_namespaces: texts,
      audience: text,
      token_policies: texts,
      token_no_default_policy: flag,
      token_ttl: seconds,
      token_max_ttl: seconds,
    }),
    async ({ backend, role_name: role, ...rest }) => {
      await client.must("POST", `auth/${backend}/role/${role}`, rest);
      await client.must("GET", `auth/${backend}/role/${role}`);
      return { id: `auth/${backend}/role/${role}` };
    },
  ),
  vault_kv_secret_v2: kind(
    // Never read back: what is written stands in no state.
    z.strictObject({
      mount: text,
      name: text,
      data_json_wo: text,
      data_json_wo_version: z.number(),
      disable_read: z.literal(true),
    }),
    async ({ mount, name, data_json_wo: json }) => {
      const data: unknown = JSON.parse(json);
      await client.must("PUT", `${mount}/data/${name}`, { data });
      return { id: `${mount}/data/${name}` };
    },
  ),
  vault_transit_secret_backend_key: kind(
    z.strictObject({
      backend: text,
      name: text,
      type: text,
      exportable: flag,
      allow_plaintext_backup: flag,
      deletion_allowed: flag,
      // What it sends where nothing is said: the key is never turned.
      auto_rotate_period: seconds.default(0),
    }),
    async ({ backend, name, type, deletion_allowed: deletable, auto_rotate_period: period, ...rest }) => {
      const path = `${backend}/keys/${name}`;
      await client.must("POST", path, { type, auto_rotate_period: period, ...rest });
      await client.must("POST", `${path}/config`, { deletion_allowed: deletable, auto_rotate_period: period, ...rest });
      const { keys } = transitKey.parse(await client.must("GET", path));
      return { id: path, keys: Object.values(keys) };
    },
  ),
  vault_generic_endpoint: kind(
    // Told once, never read back, and nothing to take away.
    z.strictObject({
      path: text,
      data_json: text,
      write_fields: texts,
      disable_read: z.literal(true),
      disable_delete: z.literal(true),
    }),
    async ({ path, data_json: json, write_fields: fields }) => {
      const said = z.record(text, z.unknown()).parse(JSON.parse(json));
      const answer = await client.must("PUT", path, said);
      return { id: path, write_data: Object.fromEntries(fields.map((field) => [field, text.parse(answer[field])])) };
    },
  ),
  ...pkiKinds(client),
});

const lease = (name: string, value: number | undefined): Readonly<Record<string, string>> =>
  value === undefined ? {} : { [name]: `${String(value)}s` };

const pkiKinds = (client: Client): Readonly<Record<string, Kind>> => ({
  vault_pki_secret_backend_root_cert: kind(
    z.strictObject({
      backend: text,
      type: text,
      common_name: text,
      ttl: text,
      key_type: text,
      key_bits: z.number(),
      max_path_length: z.number(),
    }),
    async ({ backend, type, ...rest }) => {
      const issued = await client.must("POST", `${backend}/root/generate/${type}`, rest);
      const { issuer_id: issuer } = made.extend({ issuer_id: text }).parse(issued);
      await client.must("GET", `${backend}/issuer/${issuer}`);
      return issued;
    },
  ),
  vault_pki_secret_backend_intermediate_cert_request: kind(
    z.strictObject({ backend: text, type: text, common_name: text, key_type: text, key_bits: z.number() }),
    async ({ backend, type, ...rest }) => client.must("POST", `${backend}/intermediate/generate/${type}`, rest),
  ),
  vault_pki_secret_backend_root_sign_intermediate: kind(
    z.strictObject({
      backend: text,
      csr: text,
      common_name: text,
      ttl: text,
      max_path_length: z.number(),
      issuer_ref: text,
    }),
    async ({ backend, issuer_ref: issuer, ...rest }) => {
      const signed = await client.must("POST", `${backend}/issuer/${issuer}/sign-intermediate`, rest);
      const { certificate, ca_chain: chain } = made.extend({ certificate: text, ca_chain: texts }).parse(signed);
      return { ...signed, certificate_bundle: [certificate, ...chain].join("\n") };
    },
  ),
  vault_pki_secret_backend_intermediate_set_signed: kind(
    z.strictObject({ backend: text, certificate: text }),
    async ({ backend, certificate }) => {
      await client.must("POST", `${backend}/intermediate/set-signed`, { certificate });
      return { id: `${backend}/intermediate/set-signed` };
    },
  ),
  vault_pki_secret_backend_config_urls: kind(
    z.strictObject({ backend: text, issuing_certificates: texts, crl_distribution_points: texts }),
    async ({ backend, ...rest }) => {
      await client.must("PUT", `${backend}/config/urls`, rest);
      return client.must("GET", `${backend}/config/urls`);
    },
  ),
  vault_pki_secret_backend_crl_config: kind(
    z.strictObject({ backend: text, expiry: text, auto_rebuild: flag }),
    async ({ backend, ...rest }) => {
      await client.must("PUT", `${backend}/config/crl`, rest);
      return client.must("GET", `${backend}/config/crl`);
    },
  ),
  vault_pki_secret_backend_role: kind(
    z.strictObject({
      backend: text,
      name: text,
      allowed_domains: texts,
      allow_subdomains: flag,
      allow_bare_domains: flag,
      allow_wildcard_certificates: flag,
      allow_ip_sans: flag,
      allow_localhost: flag,
      enforce_hostnames: flag,
      key_type: text,
      key_bits: z.number(),
      server_flag: flag,
      client_flag: flag,
      ttl: text,
      max_ttl: text,
      require_cn: flag,
    }),
    async ({ backend, name, ...rest }) => {
      await client.must("POST", `${backend}/roles/${name}`, rest);
      return client.must("GET", `${backend}/roles/${name}`);
    },
  ),
});
