import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openssl } from "../harness/openssl";

/** A certificate for the mail of one address, and its key, in PEM. */
export interface OwnCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate as people are given one; `of` changes what it says. */
export function issueFor(
  address: string,
  of: { readonly subject?: string; readonly names?: string; readonly usage?: string } = {},
): OwnCertificate {
  const { subject = "/CN=Somebody", names = `email:${address}`, usage = "emailProtection" } = of;
  const extensions = [
    "basicConstraints=critical,CA:FALSE",
    `extendedKeyUsage=${usage}`,
    ...(names === "" ? [] : [`subjectAltName=${names}`]),
  ].flatMap((extension) => ["-addext", extension]);
  const both = openssl([
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", subject, ...extensions],
    ...["-keyout", "-"],
  ]);
  const part = (kind: string): string =>
    new RegExp(`-----BEGIN ${kind}-----[^-]*-----END ${kind}-----\\n`).exec(both)?.[0] ?? "";
  return { certificate: part("CERTIFICATE"), key: part("PRIVATE KEY") };
}

/** A certificate's bytes. */
export const bytesOf = (certificate: string): string => certificate.replace(/-----[A-Z ]+-----|\s/g, "");

/** Puts what people have in their files where the stand-in of Nextcloud finds it. */
export function giveFiles(folder: string, people: Readonly<Record<string, string>>): void {
  for (const [address, contents] of Object.entries(people)) {
    mkdirSync(join(folder, address), { recursive: true });
    writeFileSync(join(folder, address, "smime-certificate.pem"), contents);
  }
}

/**
 * What the script calls of Nextcloud, in its place: people are folders by their address, one who is called `away` is not enabled, one who is called `twice`
 * is two, and at `broken` everything fails.
 */
export const nextcloudStandIn = `<?php
namespace OCP\\Files {
  class NotFoundException extends \\Exception {}
  interface IRootFolder {}
  class File {
    public function __construct(private string $path) {}
    public function getSize(): int { return filesize($this->path); }
    public function getContent(): string { return file_get_contents($this->path); }
  }
  class Folder implements IRootFolder {
    public function __construct(private string $path) {}
    public function getUserFolder(string $id): Folder { return new Folder($this->path . '/' . $id); }
    public function get(string $name): File {
      if (!is_file($this->path . '/' . $name)) { throw new NotFoundException(); }
      return new File($this->path . '/' . $name);
    }
  }
}
namespace OCP {
  interface IUserManager {}
  class User {
    public function __construct(private string $id) {}
    public function getUID(): string { return $this->id; }
    public function isEnabled(): bool { return !str_starts_with($this->id, 'away'); }
  }
  class Users implements IUserManager {
    public function getByEmail(string $address): array {
      if (str_starts_with($address, 'broken')) { throw new \\RuntimeException('the database is gone'); }
      if (!is_dir(getenv('PEOPLE') . '/' . $address)) { return []; }
      return array_fill(0, str_starts_with($address, 'twice') ? 2 : 1, new User($address));
    }
  }
  class Server {
    public static function get(string $name): object {
      return $name === IUserManager::class ? new Users() : new Files\\Folder(getenv('PEOPLE'));
    }
  }
}
`;
