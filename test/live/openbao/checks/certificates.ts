import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { internalAuthority, internalIssuer } from "../../../../constructs/platform/secrets/internal-authority";
import { openssl } from "../../harness/openssl";
import type { Client } from "../client";
import type { Platform } from "../platform";
import type { AskedCertificate } from "../subject";
import type { Finding } from "../../harness/finding";
import { each } from "./each";

/** A month, as the role says; half a minute earlier than now counts in. */
const longest = 30 * 24 * 3600 + 60;

const signedSchema = z.looseObject({
  certificate: z.string(),
  ca_chain: z.array(z.string()),
  serial_number: z.string(),
});
const rootSchema = z.looseObject({ certificate: z.string() });

/** The one who asks for certificates inside the cluster, as the cluster's issuer does. */
export async function issuerOf(platform: Platform): Promise<Client> {
  const role = platform.subject.roles.find(({ name }) => name === internalIssuer.role);
  if (role === undefined) throw new Error("nobody may ask for certificates");
  return platform.enter(role);
}

/** Every certificate that somebody asks for is issued, short-lived, for its own names, and verifies from the root; asked again, it is another. */
export async function askedFindings(platform: Platform): Promise<readonly Finding[]> {
  const issuer = await issuerOf(platform);
  const root = rootSchema.parse(await issuer.must("GET", "pki-root/cert/ca")).certificate;
  return each(platform.subject.certificates, async (asked) => {
    const first = await sign(issuer, asked);
    const second = await sign(issuer, asked);
    if (!first.success || !second.success) return [`${asked.name} is refused: ${asked.names.join(", ")}`];
    return [
      ...(first.data.serial_number === second.data.serial_number ? [`${asked.name} is not renewed`] : []),
      ...[first.data, second.data].flatMap((signed) => faults(asked, signed, root)),
    ];
  });
}

function faults(
  { name, names }: AskedCertificate,
  { certificate, ca_chain: chain }: z.output<typeof signedSchema>,
  root: string,
): readonly Finding[] {
  const read = new X509Certificate(certificate);
  const seconds = (Date.parse(read.validTo) - Date.parse(read.validFrom)) / 1000;
  const shown = (read.subjectAltName ?? "").split(", ").sort();
  return [
    ...(seconds > longest ? [`${name} lives ${String(seconds)} s`] : []),
    ...(shown.join() ===
    names
      .map((one) => `DNS:${one}`)
      .sort()
      .join()
      ? []
      : [`${name} names ${shown.join(", ")}`]),
    ...(read.ca ? [`${name} may sign others`] : []),
    ...(verifies(certificate, chain, root) ? [] : [`${name} does not verify from the root`]),
  ];
}

function verifies(certificate: string, chain: readonly string[], root: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), "bestek-chain-"));
  try {
    const [leaf, between, top] = ["leaf", "between", "top"].map((file) => join(folder, file));
    writeFileSync(leaf ?? "", certificate);
    writeFileSync(between ?? "", chain.filter((one) => one.trim() !== root.trim()).join("\n"));
    writeFileSync(top ?? "", root);
    openssl([
      "verify",
      "-x509_strict",
      "-purpose",
      "sslserver",
      "-CAfile",
      top ?? "",
      "-untrusted",
      between ?? "",
      leaf ?? "",
    ]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A request as the cluster's issuer makes it: everything stands in the request itself. */
function requestFor(names: readonly string[], kind: "DNS" | "IP" | "URI", key: readonly string[]): string {
  const subject = ["-subj", "/", "-addext", `subjectAltName=${names.map((name) => `${kind}:${name}`).join(",")}`];
  return openssl(["req", "-new", ...key, "-nodes", "-keyout", "/dev/null", ...subject]);
}

const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];

async function sign(client: Client, { names, mount, role }: Pick<AskedCertificate, "names" | "mount" | "role">) {
  const { data } = await client.ask("POST", `${mount}/sign/${role}`, {
    csr: requestFor(names, "DNS", curve),
    common_name: "",
    alt_names: names.join(","),
    ttl: "2160h",
    exclude_cn_from_sans: "true",
  });
  return signedSchema.safeParse(data);
}

/** Names that are no service's of this cluster. */
const strange = [
  "portal.example.eu",
  "svc.cluster.local",
  "svc",
  "localhost",
  "mail.mail.svc.cluster.local.example.eu",
  "evilsvc.cluster.local",
  // One certificate for whatever runs in the cluster.
  "*.svc.cluster.local",
  "*.mail.svc.cluster.local",
];

/** Nobody gets a certificate for other names, kinds or keys than the role says, or in another way than by asking for a signature. */
export async function strangeNameFindings(platform: Platform): Promise<readonly Finding[]> {
  const issuer = await issuerOf(platform);
  const { mount, role } = internalAuthority;
  const service = "mail.mail.svc.cluster.local";
  const ask = async (what: string, path: string, body: object): Promise<readonly Finding[]> => {
    const { status } = await issuer.ask("POST", path, body);
    return status >= 400 ? [] : [`the authority gives ${what}`];
  };
  const request = (csr: string) => ({ csr, common_name: "", ttl: "720h" });
  return [
    ...(await each(strange, async (name) =>
      ask(`a certificate for ${name}`, `${mount}/sign/${role}`, request(requestFor([name], "DNS", curve))),
    )),
    ...(await ask(
      "a certificate for an address",
      `${mount}/sign/${role}`,
      request(requestFor(["10.0.0.1"], "IP", curve)),
    )),
    ...(await ask(
      "a certificate for an identity of the mesh",
      `${mount}/sign/${role}`,
      request(requestFor(["spiffe://cluster.local/ns/mail/sa/mail"], "URI", curve)),
    )),
    ...(await ask(
      "a certificate for a short key",
      `${mount}/sign/${role}`,
      request(requestFor([service], "DNS", ["-newkey", "rsa:1024"])),
    )),
    ...(await ask("a key", `${mount}/issue/${role}`, { common_name: service })),
    ...(await ask(
      "whatever stands in a request",
      `${mount}/sign-verbatim/${role}`,
      request(requestFor([service], "DNS", curve)),
    )),
    ...(await ask("an authority", `${mount}/root/sign-intermediate`, request(requestFor([service], "DNS", curve)))),
    ...(await ask("another root", `${mount}-root/root/generate/internal`, { common_name: "another" })),
  ];
}
