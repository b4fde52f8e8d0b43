import type { Surroundings } from "../../language";

/** One line of a declarative plan for `stalwart-cli apply`. */
type Line =
  | { readonly "@type": "destroy"; readonly object: string; readonly value: { readonly name: string } }
  | { readonly "@type": "create"; readonly object: string; readonly value: Readonly<Record<string, unknown>> }
  | { readonly "@type": "update"; readonly object: string; readonly value: unknown };

interface Listener {
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

/** Everything that Stalwart keeps in its data store instead of in a file, one JSON object a line. */
export function stalwartPlan(at: Surroundings): string {
  const bucket = at.bucket("mail");
  const identity = at.identity();
  const lines: readonly Line[] = [
    ...listeners.flatMap((each) => listener(each, at.podNetwork)),
    {
      "@type": "update",
      object: "BlobStore",
      value: {
        "@type": "S3",
        bucket: bucket.name,
        region: bucket.region,
        endpoint: `https://${bucket.host}`,
        accessKey: { "@type": "EnvironmentVariable", variableName: "STALWART_S3_ACCESS_KEY" },
        secretKey: { "@type": "EnvironmentVariable", variableName: "STALWART_S3_SECRET_KEY" },
      },
    },
    { "@type": "destroy", object: "Domain", value: { name: at.domain } },
    { "@type": "create", object: "Domain", value: { [at.domain]: { name: at.domain } } },
    { "@type": "destroy", object: "Directory", value: { name: "identity" } },
    {
      "@type": "create",
      object: "Directory",
      value: {
        identity: {
          "@type": "Oidc",
          name: "identity",
          issuerUrl: identity.issuer,
          claimUsername: "email",
          claimName: "name",
          claimGroups: "groups",
          requireAudience: identity.clientId,
          usernameDomain: at.domain,
        },
      },
    },
  ];
  return `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;
}

function listener({ name, port, protocol, encryption, behind }: Listener, podNetwork: string): readonly Line[] {
  return [
    { "@type": "destroy", object: "NetworkListener", value: { name } },
    {
      "@type": "create",
      object: "NetworkListener",
      value: {
        [name]: {
          name,
          bind: { [`0.0.0.0:${String(port)}`]: true },
          protocol,
          useTls: encryption !== "none",
          tlsImplicit: encryption === "implicit",
          ...(behind === "gateway" ? { overrideProxyTrustedNetworks: { [podNetwork]: true } } : {}),
        },
      },
    },
  ];
}
