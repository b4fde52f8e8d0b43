import type { Finding, Findings } from "../../check";
import type { Facts, KubernetesFact } from "../../facts";
import { at, listAt, textAt, type Json } from "../../facts/json";
import { resourcesOf } from "../../recovery/reference";
import { mailCertificates, type MailCertificate } from "./mail-certificates";
import { pinsOf } from "./pins";
import { beside, pathsOf } from "./private-key";
import type { NamedRecord } from "./records";

/** What is judged of the names at which mail arrives: whether other servers are told by which key they know the one that takes it (DANE, RFC 7672). */
export const pinningFindings = (
  facts: Facts,
  records: readonly NamedRecord[],
  domains: readonly NamedRecord[],
): readonly (readonly [object: string, findings: Findings])[] => {
  const hosts = new Map([...domains].reverse().flatMap((domain) => exchangersOf(domain).map((host) => [host, domain])));
  return [...hosts].map(([host, domain]) => {
    const pinned = records.filter(({ type, name }) => type === "TLSA" && name === nameFor(host));
    return [pinned[0]?.object ?? domain.object, hostFindings(facts, host, pinned)];
  });
};

/** Names that records lead mail to. */
const exchangersOf = ({ value }: NamedRecord): readonly string[] =>
  [...value.matchAll(/[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi)].map(([host]) => host);

const nameFor = (host: string): string => `_25._tcp.${host}`;

function hostFindings(facts: Facts, host: string, pinned: readonly NamedRecord[]): Findings {
  const shown = mailCertificates(facts, host);
  const where = `TLSA ${nameFor(host)}`;
  if (pinned.length === 0) {
    return shown.length === 0
      ? {
          failures: [],
          undecided: [
            {
              where,
              why: "is missing, and no mail server of these files has that name: which key it shows nobody is told (DANE)",
              wayOut: "let whoever runs that server publish its keys, and rely on MTA-STS until then",
            },
          ],
        }
      : {
          failures: [
            {
              where,
              why: "is missing: other servers are not told by which key they know the one that takes mail (DANE)",
              wayOut: "name the keys of its certificate (needs.certificate.keys)",
            },
          ],
        };
  }
  const pins = pinned.flatMap((record) => pinsOf(facts, record));
  const keys = new Map(pins.flatMap((pin) => (pin.kind === "key" ? [[pin.address, pin.path]] : [])));
  const paths = [...keys.values()];
  return {
    failures: [
      ...pins.flatMap(({ failures }) => failures),
      ...(keys.size >= 2
        ? []
        : [
            {
              where,
              value: [...keys.keys()].join(", "),
              why: "tells of no second key, so that another one could serve only after everybody has forgotten this record",
              wayOut: "publish the next key beside the one in use",
            },
          ]),
      ...(shown.length > 0
        ? []
        : [
            {
              where,
              why: "tells of a key at a name for which no mail server of these files shows a certificate: other servers would find another key there and keep their mail",
              wayOut: "issue the server's certificate for that name over the key",
            },
          ]),
      ...shown.flatMap((each) => certificateFindings(facts, each, paths)),
    ],
  };
}

function certificateFindings(
  facts: Facts,
  { certificate, volume, containers }: MailCertificate,
  paths: readonly string[],
): readonly Finding[] {
  const where = `${certificate.site}/${certificate.namespace ?? ""}/Certificate/${certificate.name}`;
  const { object } = certificate;
  const secretName = textAt(object, "spec", "secretName") ?? "";
  const policy = textAt(object, "spec", "privateKey", "rotationPolicy");
  const isOverSuch =
    textAt(object, "spec", "privateKey", "algorithm") === "ECDSA" && at(object, "spec", "privateKey", "size") === 256;
  const files = listAt(volume, "secret", "items").map((item) => textAt(item, "key"));
  return [
    ...(policy === "Never"
      ? []
      : [
          {
            where: `${where} spec.privateKey.rotationPolicy`,
            value: policy ?? "",
            why: "lets a renewal bring a key that nobody was told of, and other servers would keep their mail",
            wayOut: 'write "Never"',
          },
        ]),
    ...(isOverSuch
      ? []
      : [
          {
            where: `${where} spec.privateKey`,
            why: "asks for another kind of key than the one that stands there, so that nothing is issued",
            wayOut: "ask for ECDSA of 256 bits",
          },
        ]),
    ...(files.includes("tls.crt") && files.includes("tls.key")
      ? []
      : [
          {
            where: `${where} volume`,
            value: files.join(", "),
            why: "lets the server start as soon as the key is there, without a certificate",
            wayOut: "name tls.crt and tls.key in the volume's items",
          },
        ]),
    ...(containers.every((container) => isReadAnew(container, volume))
      ? []
      : [
          {
            where: `${where} volume`,
            value: textAt(volume, "name") ?? "",
            why: "holds a renewed certificate that the server reads only when it starts, and nothing asks whether it has: it would go on to show the old one, past its end",
            wayOut: "have the server's liveness probe compare the file with the time at which it started",
          },
        ]),
    ...keyFindings(facts, certificate, secretName, paths, where),
  ];
}

/** A container without the volume shows no certificate. */
function isReadAnew(container: Json, volume: Json): boolean {
  const asked = listAt(container, "livenessProbe", "exec", "command").map((word) => textAt(word) ?? "");
  return listAt(container, "volumeMounts")
    .filter((mount) => textAt(mount, "name") === textAt(volume, "name"))
    .every((mount) => asked.some((word) => word.startsWith(`${textAt(mount, "mountPath") ?? ""}/`)));
}

/** The key must come to the certificate's Secret from the secrets server, before anybody makes another one, and be put right where somebody did. */
function keyFindings(
  facts: Facts,
  certificate: KubernetesFact,
  secretName: string,
  paths: readonly string[],
  where: string,
): readonly Finding[] {
  const [brings, ...others] = beside(facts, certificate, ["ExternalSecret"]).filter(
    ({ name, object }) => (textAt(object, "spec", "target", "name") ?? name) === secretName,
  );
  const found = pathsOf(facts, certificate, secretName, "tls.key");
  if (brings === undefined || others.length > 0 || found.length !== 1 || !found.every((path) => paths.includes(path))) {
    return [
      {
        where: `${where} Secret ${secretName}`,
        value: found.join(", "),
        why: "is not brought the private half of one key that the zone tells of",
        wayOut: `bring tls.key from ${paths.join(" or ")}`,
      },
    ];
  }
  const { object } = brings;
  const isKept =
    textAt(object, "spec", "target", "creationPolicy") === "CreateOrMerge" &&
    (textAt(object, "spec", "refreshPolicy") ?? "Periodic") === "Periodic";
  return [
    ...(isKept
      ? []
      : [
          {
            where: `ExternalSecret ${brings.name}`,
            value: textAt(object, "spec", "target", "creationPolicy") ?? "",
            why: "takes the certificate out of the Secret, or leaves another key in it for ever",
            wayOut: 'write creationPolicy "CreateOrMerge", refreshed periodically',
          },
        ]),
    ...(stackOf(facts, brings) === stackOf(facts, certificate)
      ? [
          {
            where: `ExternalSecret ${brings.name}`,
            value: brings.release,
            why: "comes in the same stack as the certificate, which is issued over a key of its own where it is first",
            wayOut: "bring the key with a release of an earlier stack",
          },
        ]
      : []),
  ];
}

const stackOf = ({ releases }: Facts, { site, release }: KubernetesFact): string | undefined =>
  Object.values(releases).find((each) => each.site === site && each.name === release)?.stack;

/** Zones are signed in stacks, or nobody sees it here: a record of DANE in a zone that is not counts for nothing. */
export function unsignedFindings(facts: Facts, records: readonly NamedRecord[], domains: readonly NamedRecord[]) {
  const signed = resourcesOf(facts, "ovh_domain_zone_dnssec").flatMap(
    ([, { attributes }]) => textAt(attributes, "zone_name") ?? [],
  );
  const names = new Set(
    [...records.filter(({ type }) => type === "TLSA"), ...domains]
      .map(({ name }) => name)
      .filter((name) => !signed.some((zone) => name === zone || name.endsWith(`.${zone}`))),
  );
  const [first] = names;
  return first === undefined || !records.some(({ type }) => type === "TLSA")
    ? []
    : [
        {
          where: "DNSSEC",
          value: first,
          why: `${names.size === 1 ? "lies" : `is one of ${String(names.size)} names that lie`} in zones that no stack signs: whoever can't verify TLSA records lets them be (DANE)`,
          wayOut: "sign the zone where it is kept, and have its DS record entered above it",
        },
      ];
}
