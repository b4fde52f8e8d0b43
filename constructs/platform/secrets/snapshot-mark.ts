import { secretsServer, type SecretsProduct } from "../../../catalog";
import { snapshotUser } from "../../infrastructure/stores";
import { podLogin } from "./pod-login";
import { secretsAudience, secretsMount } from "./secret-paths";

/** Mount of what is no secret: what a snapshot is known by once it is restored. */
export const marksMount = "marks";

/** What whoever takes a snapshot writes before, and whoever restores it reads. */
const markPath = `${marksMount}/snapshot`;

/** Who writes the mark: the account that takes snapshots, by the token that it shows for them. */
export const snapshotMarking = {
  role: "snapshot-mark",
  policy: "snapshot-mark",
  serviceAccount: snapshotUser,
  audience: secretsAudience,
} as const;

/** Who reads it: the servers' own account, by a token that is made out for this and that no server has. */
export const snapshotReading = {
  role: "snapshot-drill",
  policy: "snapshot-drill",
  audience: "snapshot-drill",
} as const;

/** What is counted, by names alone: nothing of it needs a secret to be read. */
const counted = {
  policies: "sys/policies/acl",
  roles: `auth/${podLogin}/role`,
  folders: `${secretsMount}/metadata`,
} as const;

const names = Object.keys(counted).join(", ");

const rule = (path: string, capabilities: readonly string[]): string =>
  `path "${path}" {\n  capabilities = ${JSON.stringify(capabilities)}\n}\n`;

const listing: readonly string[] = Object.values(counted).map((path) => rule(path, ["list"]));

/** Writes the mark and counts names; reads nothing. */
export const markingPolicy = (): string => [rule(markPath, ["create", "update"]), ...listing].join("\n");

/** Reads the mark and counts names; writes nothing. */
export const readingPolicy = (): string => [rule(markPath, ["read"]), ...listing].join("\n");

/** Names at a path. A list of none ends the program with 2, and `grep` with 1: what can't be counted is no mark. */
const count = (program: string): string => `count() { ${program} list -format=json "$1" | grep -c '^ *"'; }`;

const counting = Object.entries(counted).map(([name, path]) => `${name}="$(count ${path})"`);

const signIn = (product: SecretsProduct, role: string, token: string): string =>
  `${secretsServer(product).program.name} write -field=token auth/${podLogin}/login role=${role} jwt=@${token}`;

/**
 * Writes the mark of a snapshot that is about to be taken into \`at\`: when it was, empty where none could be written. A snapshot without a mark is better than
 * none: whoever drills it tells.
 */
export function markScript(product: SecretsProduct, site: string, token: string): readonly string[] {
  const { name: program, variables } = secretsServer(product).program;
  return [
    count(program),
    "mark() {",
    `  ${variables}_TOKEN="$(${signIn(product, snapshotMarking.role, token)})" && export ${variables}_TOKEN &&`,
    ...counting.map((one) => `    ${one} &&`),
    '    now="$(date +%s)" &&',
    `    ${program} write ${markPath} site=${site} at="$now" ${Object.keys(counted)
      .map((name) => `${name}="$${name}"`)
      .join(" ")} >&2 && echo "$now"`,
    "}",
    'at="$(mark)" || at=""',
    'if [ -z "$at" ]; then echo "this snapshot bears no mark of its own: apply the trust stack, then the next one does" >&2; fi',
  ];
}

/** Signs in at what was restored, until \`late\`; the token then is the program's own. */
export const readerScript = (product: SecretsProduct, token: string): readonly string[] => {
  const { variables } = secretsServer(product).program;
  return [
    `until ${variables}_TOKEN="$(${signIn(product, snapshotReading.role, token)} 2>refusal)"; do`,
    '  if late; then cat refusal >&2; fail "what was restored does not let in the role that reads the mark"; fi',
    "  sleep 1",
    "done",
    `export ${variables}_TOKEN`,
  ];
};

/** Compares the mark that was restored with the file it came in, and with what was restored beside it. */
export function compareScript(product: SecretsProduct, site: string, file: string): readonly string[] {
  const { name: program } = secretsServer(product).program;
  return [
    count(program),
    `field() { ${program} read -field="$1" ${markPath} 2>>refusal; }`,
    'at="$(field at)" || fail "it bears no mark"',
    'from="$(field site)"',
    `[ "$from" = ${site} ] || fail "it bears the mark of $from, not of ${site}"`,
    `[ "$at" = "$(stat -c %Y ${file})" ] || fail "it bears the mark of another snapshot, taken at $(date -u -d "@$at" +%Y-%m-%dT%H:%M:%SZ)"`,
    ...Object.entries(counted).flatMap(([name, path]) => [
      `${name}="$(count ${path})" || fail "${path} can't be counted in it"`,
      `[ "$${name}" = "$(field ${name})" ] || fail "it holds $${name} ${name}, and $(field ${name}) were counted before it was taken"`,
    ]),
    `found="the same ${names}: ${Object.keys(counted)
      .map((name) => `$${name}`)
      .join(", ")}"`,
  ];
}
