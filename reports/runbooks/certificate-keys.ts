import { apply, kubectl } from "./commands";
import { step } from "./markdown";
import type { RunbookFacts, RunbookSite } from "./runbook-facts";

/** Keys of a mail server's certificate that other servers are told of. */
export interface ShownKeys {
  /** Namespace in which the certificate stands. */
  readonly namespace: string;
  /** Name at which other servers deliver. */
  readonly host: string;
  /** Names of the keys, that in use first. */
  readonly keys: readonly string[];
}

/** Turning the key that a mail server shows: the next one is known before it serves, and the old one until nobody has seen it for a day. */
export function turnCertificateKeys(
  number: number,
  { environment, page, trust }: RunbookFacts,
  sites: readonly RunbookSite[],
  { namespace, host, keys: [old = "", next = ""] }: ShownKeys,
): string {
  const layer = (name: string): readonly string[] =>
    apply(sites.flatMap(({ stacks }) => stacks.filter((stack) => stack.includes(`-${name}-`))));
  return step(
    number,
    "The key of the mail server's certificate",
    `Never turned by itself: renewals go on with the same key, and other mail servers know it by its hash (DANE). They know the next one too: write \`${next}\` before \`${old}\` in ` +
      `\`mail.certificate.keys\` in \`${page}\`, synthesize, and apply what runs mail; pods wait for the certificate over it, and the old ones serve until then. Where the old key was stolen, this ends ` +
      "it at once. A day later put a name that no key had before in the old one's place, last, so that the next turn is prepared. Never change both names at once: for an hour others would know none of " +
      "them, and keep their mail.",
    [
      `npx bestek synth ${environment}`,
      ...layer("application"),
      `dig +short TLSA _25._tcp.${host}`,
      "# must be one of those",
      `openssl s_client -connect ${host}:25 -starttls smtp </dev/null 2>/dev/null | openssl x509 -noout -pubkey | openssl pkey -pubin -outform DER | sha256sum`,
      `# a day later, with a new name in the place of ${old}`,
      `npx bestek retire ${environment} address ${trust}:vault_transit_secret_backend_key.certificate-key-${namespace}-${old} --by "<who decides>"`,
      `npx bestek synth ${environment}`,
      ...apply([trust]),
      ...layer("data"),
      ...sites.map((site) => `${kubectl(site, namespace)} delete secret certificate-${old}`),
    ],
  );
}
