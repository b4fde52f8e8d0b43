import { firstRequests } from "./first-requests";
import { serverAddresses } from "./server-configuration";
import { secretsAudience } from "./secret-paths";
import { terraformAccess } from "./terraform-policy";

/** Folders of the pod that initializes Vault. The first is memory that only Vault's own command line sees. */
export const folders = {
  root: "/first",
  recovery: "/recovery",
  holders: "/holders",
  requests: "/requests",
  token: "/var/run/secrets/vault",
} as const;

/** Role by which the job signs in when all is done, and may do nothing: that it can is the sign. */
export const doneRole = "initialization";

/** What came of the initialization, root token included, until that token is revoked. */
const outcome = `${folders.root}/outcome.json`;

/** What the cluster is to keep of it; changes nothing where there is nothing new. */
export const recoveryPatch = `${folders.recovery}/patch.json`;

/** Seconds until servers that don't answer make the job fail. */
const patience = 300;

const servers = serverAddresses("vault");

const [first = ""] = servers;

/** Waits until a command succeeds. */
const within = [
  `end=$(($(date +%s) + ${String(patience)}))`,
  'late() { [ "$(date +%s)" -ge "$end" ]; }',
  'within() { until "$@" > /dev/null 2>&1; do if late; then echo "gave up: $*" >&2; exit 1; fi; sleep 3; done; }',
];

export interface RecoveryShares {
  readonly threshold: number;
  /** Names of those who hold a part, each with a file of theirs. */
  readonly holders: readonly string[];
}

/**
 * Initializes where every server says that it is not: one that can't be asked may hold everything there is, and one that lost its volume
 * joins the others. Exit codes of the question: 0 initialized, 2 not, 1 no answer (vault operator init, 2.x).
 */
export const beginScript = ({ threshold, holders }: RecoveryShares): string =>
  [
    ...within,
    "umask 077",
    "fresh=yes",
    `for server in ${servers.join(" ")}; do`,
    "  while true; do",
    "    code=0",
    '    vault operator init -status -address="$server" > /dev/null 2>&1 || code=$?',
    '    case "$code" in',
    "      0) fresh=no; break ;;",
    "      2) break ;;",
    '      *) if late; then echo "$server does not say whether it is initialized: nothing is done" >&2; exit 1; fi; sleep 3 ;;',
    "    esac",
    "  done",
    "done",
    'if [ "$fresh" = yes ]; then',
    `  vault operator init -address=${first} -format=json -recovery-shares=${String(holders.length)} -recovery-threshold=${String(threshold)} -recovery-pgp-keys=${holders.map((holder) => `${folders.holders}/${holder}.asc`).join(",")} > ${outcome}`,
    "fi",
    // Nothing new to keep, or what this pod itself began.
    `if [ ! -s ${outcome} ]; then echo '{}' > ${recoveryPatch}; exit 0; fi`,
    `awk -F'"' '/"recovery_keys_b64"/ { inside = 1; next } inside && /]/ { exit } inside { print $2 }' ${outcome} > ${folders.recovery}/parts`,
    `if [ "$(wc -l < ${folders.recovery}/parts)" -ne ${String(holders.length)} ]; then echo "Vault did not answer with a part for each holder" >&2; exit 1; fi`,
    `set -- ${holders.join(" ")}`,
    "{",
    "  printf '{\"binaryData\":{'",
    "  separator=",
    `  while read -r part; do printf '%s"%s":"%s"' "$separator" "$1.gpg" "$part"; separator=,; shift; done < ${folders.recovery}/parts`,
    "  printf '}}'",
    `} > ${recoveryPatch}`,
  ].join("\n");

/** Requests by the file that holds each. */
export const openingRequests = () => [
  {
    name: "audit-trail",
    path: "sys/audit/stdout",
    data: { type: "file", description: "every request and its answer", options: { file_path: "stdout" } },
  },
  ...firstRequests("vault"),
  {
    name: "done-role",
    path: `auth/${terraformAccess.mount}/role/${doneRole}`,
    data: {
      bound_service_account_names: [doneRole],
      bound_service_account_namespaces: ["vault"],
      audience: secretsAudience,
      token_ttl: "1m",
      token_max_ttl: "1m",
    },
  },
];

/** What can't be written twice, by the list in which it stands. */
const once: Readonly<Record<string, string>> = {
  "audit-trail": "vault audit list 2> /dev/null | grep -q '^stdout/'",
  "terraform-login": `vault auth list | grep -q '^${terraformAccess.mount}/'`,
};

const request = ({ name, path }: { readonly name: string; readonly path: string }): string => {
  const write = `vault write ${path} @${folders.requests}/${name}.json > /dev/null`;
  const exists = once[name];
  return exists === undefined ? `  ${write}` : `  ${exists} || ${write}`;
};

/**
 * With the root token: opens the audit trail, lets Terraform and snapshots in, then gives the token up. Without: signs in by the role that
 * was written last. Ends when every server is unsealed.
 */
export const openScript = (): string =>
  [
    ...within,
    `if [ -s ${outcome} ]; then`,
    `  VAULT_TOKEN="$(sed -n 's/.*"root_token": *"\\([^"]*\\)".*/\\1/p' ${outcome})"`,
    "  export VAULT_TOKEN",
    "  within vault token lookup",
    ...openingRequests().map(request),
    "  vault token revoke -self > /dev/null",
    "  unset VAULT_TOKEN",
    `  rm ${outcome}`,
    "fi",
    `for server in ${servers.join(" ")}; do within vault status -address="$server"; done`,
    `if ! VAULT_TOKEN="$(vault write -field=token auth/${terraformAccess.mount}/login role=${doneRole} jwt=@${folders.token}/token)"; then`,
    '  echo "Vault is initialized, but not by a job that came to its end: see docs/decisions/2026-11-21-vault-holds-the-truth-too.md" >&2',
    "  exit 1",
    "fi",
  ].join("\n");
