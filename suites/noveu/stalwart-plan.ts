import { bucketEndpoint, type BucketAddress, type Surroundings } from "../../language";
import { discoveryLines } from "./mail-discovery";
import { journalling } from "./mail-journal";
import { certificateFolder } from "./mail-liveness";
import type { MailJournal, MailRules } from "./mail-rules";
import { accountPages } from "./mail-programs";
import { scanning } from "./mail-scanning";
import { ownKeys, signing } from "./mail-signing";
import { receiving } from "./stalwart-receiving";
import { auditedEvents, tellingEvents } from "./mail-events";

/** One line of a declarative plan for `stalwart-cli apply`: applied again, it changes nothing. */
export type Line =
  | {
      readonly "@type": "upsert";
      readonly object: string;
      /** Fields that say which existing object is meant. */
      readonly matchOn: readonly string[];
      readonly value: Readonly<Record<string, unknown>>;
    }
  | { readonly "@type": "update"; readonly object: string; readonly value: unknown };

export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly protocol: "smtp" | "imap" | "manageSieve" | "http";
  readonly encryption: "implicit" | "starttls" | "none";
  /** Whether the gateway stands in front and tells who is calling, in the PROXY protocol. */
  readonly behind: "gateway" | "nothing";
}

const listeners: readonly Listener[] = [
  { name: "smtp", port: 10025, protocol: "smtp", encryption: "starttls", behind: "gateway" },
  { name: "submissions", port: 10465, protocol: "smtp", encryption: "implicit", behind: "gateway" },
  { name: "submission", port: 10587, protocol: "smtp", encryption: "starttls", behind: "nothing" },
  { name: "imaps", port: 10993, protocol: "imap", encryption: "implicit", behind: "gateway" },
  { name: "sieve", port: 14190, protocol: "manageSieve", encryption: "starttls", behind: "gateway" },
  { name: "http", port: 8080, protocol: "http", encryption: "none", behind: "nothing" },
];

/** First part of the names of all blobs: the same at every site, because copies of a bucket are read under another bucket's name. */
const blobFolder = "mail";

/**
 * Stalwart 0.16 puts the bucket into the path, whatever it is told (`with_path_style` in its S3 store), and some storage takes it in the
 * host alone. There the bucket's own host is the endpoint, and what Stalwart takes for the bucket is the folder.
 */
function blobPlace(bucket: BucketAddress): Readonly<Record<string, unknown>> {
  const region = (customEndpoint: string) => ({ "@type": "Custom", customRegion: bucket.region, customEndpoint });
  switch (bucket.addressing) {
    case "path":
      return { bucket: bucket.name, keyPrefix: `${blobFolder}/`, region: region(bucketEndpoint(bucket)) };
    case "virtual-host":
      return {
        bucket: blobFolder,
        region: region(bucketEndpoint({ ...bucket, host: `${bucket.name}.${bucket.host}` })),
      };
  }
}

/** Everything that Stalwart keeps in its data store instead of in a file, one JSON object a line. */
export function stalwartPlan(at: Surroundings, { dkim, journal }: MailRules): string {
  const bucket = at.bucket("mail");
  const identity = at.identity();
  const lines: readonly Line[] = [
    ...listeners.map((each) => listener(each, at.podNetwork)),
    ...receiving({ signIn: "listener != 'smtp' && listener != 'submission'" }),
    ...scanning(at),
    ...journalLines(at, journal),
    {
      "@type": "update",
      object: "BlobStore",
      value: {
        "@type": "S3",
        ...blobPlace(bucket),
        accessKey: { "@type": "EnvironmentVariable", variableName: "STALWART_S3_ACCESS_KEY" },
        secretKey: { "@type": "EnvironmentVariable", variableName: "STALWART_S3_SECRET_KEY" },
      },
    },
    upsert("Certificate", ["subjectAlternativeNames"], "mail", {
      certificate: { "@type": "File", filePath: `${certificateFolder}/tls.crt` },
      privateKey: { "@type": "File", filePath: `${certificateFolder}/tls.key` },
      subjectAlternativeNames: at.hostnames("mail"),
    }),
    upsert("Domain", ["name"], "domain", { name: at.domain, isEnabled: true, ...ownKeys }),
    ...signing(dkim.selectors, "domain"),
    ...discoveryLines(at, "domain"),
    // A directory has a description and no name (Stalwart's schema, 0.16).
    upsert("Directory", ["description"], "identity", {
      "@type": "Oidc",
      description: "identity",
      issuerUrl: identity.issuer,
      claimUsername: "email",
      claimName: "name",
      claimGroups: "groups",
      requireAudience: identity.clientId,
      usernameDomain: at.domain,
    }),
    // Without it the server asks a directory of its own, in which nobody is.
    { "@type": "update", object: "Authentication", value: { directoryId: "#identity" } },
    accountPages,
    tellingEvents(at, "mail", auditedEvents),
  ];
  return writeLines(lines);
}

function journalLines(at: Surroundings, journal: MailJournal): readonly Line[] {
  switch (journal.kind) {
    case "none":
      return [];
    case "kept":
      return [journalling(at)];
  }
}

export const writeLines = (lines: readonly Line[]): string =>
  `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;

export function listener({ name, port, protocol, encryption, behind }: Listener, podNetwork: string): Line {
  return upsert("NetworkListener", ["name"], name, {
    name,
    bind: { [`0.0.0.0:${String(port)}`]: true },
    protocol,
    useTls: encryption !== "none",
    tlsImplicit: encryption === "implicit",
    ...(behind === "gateway" ? { overrideProxyTrustedNetworks: { [podNetwork]: true } } : {}),
  });
}

export const upsert = (object: string, matchOn: readonly string[], key: string, value: unknown): Line => ({
  "@type": "upsert",
  object,
  matchOn,
  value: { [key]: value },
});
