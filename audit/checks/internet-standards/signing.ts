import type { Finding } from "../../check";
import type { Facts, TerraformFact } from "../../facts";
import { at, textAt } from "../../facts/json";
import { namedOrReferred } from "../../recovery/reference";
import { mailServers, type MailServer, type Signature } from "./mail-servers";
import { exportedFrom } from "./private-key";
import type { NamedRecord } from "./records";

/** What is judged of the mail servers in the files: each with what is wrong about how it signs. */
export const signingFindings = (
  facts: Facts,
  records: readonly NamedRecord[],
): readonly (readonly [object: string, failures: readonly Finding[]])[] =>
  mailServers(facts).map((server) => [
    server.object,
    [
      ...serverFindings(server),
      ...server.signatures.flatMap((signature) => signatureFindings(facts, records, server, signature)),
    ],
  ]);

const serverFindings = ({ domain, signatures, makesKeys, signs }: MailServer): readonly Finding[] => [
  ...(signatures.some(({ isActive }) => isActive)
    ? []
    : [
        {
          where: "plan.ndjson DkimSignature",
          value: domain,
          why: "has no key that signs its mail",
          wayOut: "declare the selectors of the keys that do (needs.dkim)",
        },
      ]),
  ...(makesKeys
    ? [
        {
          where: "plan.ndjson Domain dkimManagement",
          value: domain,
          why: "lets the server make keys by itself, whose records nobody publishes",
          wayOut: 'set it to "Manual"',
        },
      ]
    : []),
  ...(signs
    ? []
    : [
        {
          where: "plan.ndjson SenderAuth dkimSignDomain",
          value: domain,
          why: "signs nothing that its people send",
          wayOut: "sign in the sender's domain once somebody has signed in",
        },
      ]),
];

function signatureFindings(
  facts: Facts,
  records: readonly NamedRecord[],
  server: MailServer,
  signature: Signature,
): readonly Finding[] {
  const name = `${signature.selector}._domainkey.${server.domain}`;
  const published = records.filter((record) => record.type === "TXT" && record.name === name);
  const [record] = published;
  if (record === undefined || published.length > 1) {
    return [
      {
        where: `TXT ${name}`,
        why:
          record === undefined
            ? "is nowhere, so that nobody can verify what is signed with it"
            : "stands there more than once",
        wayOut: "let the stack that makes the key write one record",
      },
    ];
  }
  const key = publishedKey(facts, record);
  if (key === undefined) {
    return [
      {
        where: `TXT ${name}`,
        value: record.value,
        why: "is not the public half of one key that a stack makes, as `v=DKIM1; k=rsa`",
        wayOut: "write the key's `public_key`, without armour",
      },
    ];
  }
  return [...keyFindings(key), ...sameKey(facts, server, signature, key)];
}

/** The one key whose public half a record shows, in full and in the notation of DKIM. */
function publishedKey(facts: Facts, { stack, value }: NamedRecord): TerraformFact | undefined {
  const shown = /v=DKIM1; k=rsa; p=\$\{/.test(value)
    ? [...value.matchAll(/(vault_transit_secret_backend_key\.[\w-]+)\.keys\[0\]\[\\*"public_key\\*"\]/g)]
    : [];
  const [address, ...others] = new Set(shown.map(([, found]) => found ?? ""));
  return address === undefined || others.length > 0 ? undefined : facts.terraform[`${stack}:${address}`];
}

const keyFindings = ({ address, attributes }: TerraformFact): readonly Finding[] =>
  textAt(attributes, "type")?.startsWith("rsa-") === true && at(attributes, "exportable") === true
    ? []
    : [
        {
          where: address,
          value: textAt(attributes, "type") ?? "",
          why: "is no key of RSA that may leave the secrets server, and the mail server signs with such alone",
          wayOut: 'make it as "rsa-2048", exportable',
        },
      ];

/** The record and the server's private half must be of one key. */
function sameKey(facts: Facts, server: MailServer, signature: Signature, key: TerraformFact): readonly Finding[] {
  const mount = namedOrReferred(facts, key.stack, at(key.attributes, "backend"), "path") ?? "";
  const expected = `${mount}/export/signing-key/${textAt(key.attributes, "name") ?? ""}/1`;
  const found = exportedFrom(facts, server, signature);
  return found.length > 0 && found.every((path) => path === expected)
    ? []
    : [
        {
          where: signature.variable,
          value: found.join(", "),
          why: `brings the mail server no private half of the key that ${signature.selector}._domainkey.${server.domain} publishes`,
          wayOut: `bring it from ${expected}`,
        },
      ];
}
