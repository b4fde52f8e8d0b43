import { pen, type Check, type Finding, type Verdict } from "../../check";
import type { Facts, KubernetesFact } from "../../facts";
import { dotted, textAt, type JsonPath } from "../../facts/json";
import { pinningFindings, unsignedFindings } from "./pinning";
import { namedRecords, type NamedRecord } from "./records";
import { signingFindings } from "./signing";

const id = "internet-standards";
const ours = pen(id);

/** What internet.nl measures from outside, as far as files can show it: encryption and headers are the business of `edge`. */
export const internetStandards: Check = {
  id,
  title: "Names, mail and web keep to what internet.nl measures",
  controls: ["A.5.14", "A.6.8", "A.8.20"],
  applies: (facts) => namedRecords(facts).some(receivesMail),
  judge: (facts) => {
    const records = namedRecords(facts);
    const domains = records.filter(receivesMail);
    const [first] = domains;
    return [
      ...domains.flatMap((domain) =>
        ours.sum(domain.object, {
          failures: mailFindings(
            domain,
            records.filter(({ stack }) => stack === domain.stack),
          ),
        }),
      ),
      ...signingFindings(facts, records).flatMap(([object, failures]) => ours.sum(object, { failures })),
      ...pinningFindings(facts, records, domains).flatMap(([object, findings]) => ours.sum(object, findings)),
      ...(first === undefined ? [] : beyond(first.object, facts, records, domains)),
      ...disclosure(facts, first?.object ?? facts.environment),
    ];
  },
};

/** A domain that says where its mail goes; a lone dot says that it receives none (RFC 7505). */
const receivesMail = ({ type, value }: NamedRecord): boolean => type === "MX" && /[a-z]/i.test(value);

/** What stands in text at a domain that receives mail. */
const texts = [
  { prefix: "", says: "v=spf1", what: "who may send in its name (SPF)" },
  { prefix: "_dmarc.", says: "v=DMARC1; p=(?:quarantine|reject)", what: "what becomes of forgeries (DMARC)" },
  {
    prefix: "_mta-sts.",
    says: "v=STSv1; id=[a-zA-Z0-9]{1,32}(?![a-zA-Z0-9])",
    what: "that mail is delivered encrypted (MTA-STS)",
  },
  { prefix: "_smtp._tls.", says: "v=TLSRPTv1", what: "whom to tell of failed deliveries (TLS reporting)" },
] as const;

const mailFindings = (domain: NamedRecord, beside: readonly NamedRecord[]): readonly Finding[] =>
  texts
    .filter(
      ({ prefix, says }) =>
        !beside.some(
          ({ type, name, value }) =>
            type === "TXT" && name === `${prefix}${domain.name}` && new RegExp(`(?:^|")${says}`).test(value),
        ),
    )
    .map(({ prefix, what }) => ({
      where: `TXT ${prefix}${domain.name}`,
      why: `does not say ${what}`,
      wayOut: "let the stack write it beside the domain's MX record",
    }));

/** What these files can't bring about, said once and not for every tenant. */
const beyond = (
  object: string,
  facts: Facts,
  records: readonly NamedRecord[],
  domains: readonly NamedRecord[],
): readonly Verdict[] =>
  [...limits.filter(({ shown }) => !records.some(shown)), ...unsignedFindings(facts, records, domains)].map((finding) =>
    ours.undecided(object, finding),
  );

const limits: readonly (Finding & { readonly shown: (record: NamedRecord) => boolean })[] = [
  {
    where: "AAAA records",
    why: "are missing: the gateway's address is one of version 4, which costs points for web and for mail",
    wayOut: "put an edge with both versions in front, or a network of the cloud's that has them",
    shown: ({ type }) => type === "AAAA",
  },
  {
    where: "DKIM records",
    why: "are missing: no mail server in these files says with which key it signs",
    wayOut: "publish the record of whatever signs the domain's mail",
    shown: ({ type, name }) => type === "TXT" && name.includes("._domainkey."),
  },
];

/** Where an object of a gateway's says what it answers by itself: a filter of Envoy's, a plugin of Kong's. */
function answersOf({ kind, object }: KubernetesFact): readonly { readonly type: JsonPath; readonly body: JsonPath }[] {
  switch (kind) {
    case "HTTPRouteFilter":
      return [{ type: ["spec", "directResponse", "contentType"], body: ["spec", "directResponse", "body", "inline"] }];
    case "KongPlugin":
      return textAt(object, "plugin") === "request-termination"
        ? [{ type: ["config", "content_type"], body: ["config", "body"] }]
        : [];
    default:
      return [];
  }
}

/** A gateway that tells nobody whom to call. */
function disclosure({ kubernetes }: Facts, object: string): readonly Verdict[] {
  const answers = Object.entries(kubernetes).flatMap(([answer, fact]) =>
    answersOf(fact)
      .filter(({ type }) => textAt(fact.object, ...type)?.startsWith("text/plain") === true)
      .map(({ body }) => [answer, fact, body] as const),
  );
  if (answers.length === 0) {
    return [
      ours.undecided(object, {
        where: "/.well-known/security.txt",
        why: "is answered nowhere, so that whoever finds a hole does not know whom to tell",
        wayOut: "state the fact `disclosure`",
      }),
    ];
  }
  return answers.flatMap(([answer, fact, path]) => {
    const body = textAt(fact.object, ...path) ?? "";
    const missing = ["Contact: (?:mailto:|https://)\\S+", "Expires: \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"].filter(
      (line) => !new RegExp(`^${line}$`, "m").test(body),
    );
    return ours.sum(answer, {
      failures: missing.map((line) => ({
        where: dotted(path),
        value: body,
        why: `has no line like ${line}, which RFC 9116 asks for`,
        wayOut: "write it from the fact `disclosure`",
      })),
    });
  });
}
