import { oncePerText } from "../../once-per-text";

/** Something that is a secret by its shape, whatever it is called. */
interface Shape {
  readonly what: string;
  readonly isIn: (text: string) => boolean;
}

const has =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text);

const privateKey = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/;

/** Base64 that begins like `-----BEGIN`, decoded. */
const encodedKey = (text: string): boolean =>
  [...text.matchAll(/LS0tLS1CRUdJTi[A-Za-z0-9+/=]+/g)].some(([encoded]) =>
    privateKey.test(Buffer.from(encoded, "base64").toString("latin1")),
  );

/** 16, 32 or 64 random bytes in Base64. A hash says so right before it (`sha256-`), and is no secret. */
const keyShaped =
  /(?<![A-Za-z0-9+/_:-])(?:[A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)(?![A-Za-z0-9+/=])/g;

const randomKey = oncePerText((text) => [...text.matchAll(keyShaped)].some(([blob]) => looksRandom(blob)));

/** Bits per character that random Base64 of this length reaches at least; words and patterns stay below. */
const randomEntropy = 3.7;

const looksRandom = (blob: string): boolean =>
  /[a-z]/.test(blob) && /[A-Z]/.test(blob) && /\d/.test(blob) && entropy(blob.replaceAll("=", "")) >= randomEntropy;

/** Shannon entropy in bits per character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

const kubeconfig = (text: string): boolean =>
  /["']?kind["']?:\s*["']?Config\b/.test(text) &&
  /["']?(?:client-key-data|client-certificate-data|token|password)["']?:\s*["']?[^\s"'$]/.test(text);

const shapes: readonly Shape[] = [
  { what: "a private key", isIn: has(privateKey) },
  { what: "a private key in Base64", isIn: encodedKey },
  { what: "an access key of AWS", isIn: has(/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/) },
  { what: "a key of age", isIn: has(/AGE-SECRET-KEY-1[0-9A-Z]{10,}/) },
  { what: "a token of GitHub", isIn: has(/\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})\b/) },
  { what: "a token of GitLab", isIn: has(/\bglpat-[\w-]{20,}/) },
  { what: "a token of Slack", isIn: has(/\bxox[abprs]-[\w-]{10,}/) },
  { what: "a token of Vault or OpenBao", isIn: has(/\bhv[sbr]\.[\w-]{20,}/) },
  { what: "a JSON Web Token", isIn: has(/\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/) },
  { what: "a password in an address", isIn: has(/\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@$%{}]+:[^\s:/@$%{}]+@[\w.-]/i) },
  { what: "a kubeconfig with credentials", isIn: kubeconfig },
];

/** What a text holds that is a secret by its shape; undefined where nothing is. */
export const secretShape = oncePerText((text): string | undefined => shapes.find(({ isIn }) => isIn(text))?.what);

/** Names whose values are as random as keys, and public. */
const publicNames = /(?:sha\d*|hash|checksum|digest|fingerprint|cabundle|thumbprint|integrity)/i;

/** As {@link secretShape}, and random bytes in the shape of a key, unless the name says that they are public. */
export const secretShapeUnder = (name: string, text: string): string | undefined =>
  secretShape(text) ?? (!publicNames.test(name) && randomKey(text) ? "random bytes in the shape of a key" : undefined);
