import type { Exposure } from "../../language";
import { ownFile } from "./own-file";

/** Where somebody puts their own public key, in the root of their files. */
export const keyFile = "openpgp-key.asc";

/** Label at which mail programs ask for the key of an address (draft-koch-openpgp-webkey-service-21, advanced method). */
export const keyLabel = "openpgpkey";

/** Keys are asked for, and the policy; nothing else of the files is reached at this name. */
export const keyExposure: Exposure = {
  kind: "https",
  label: keyLabel,
  workload: "web",
  port: "http",
  access: "service-decides",
  requests: [
    {
      kind: "pattern",
      expression: "/\\.well-known/openpgpkey/[a-z0-9.-]+/(policy|submission-address|hu/[a-z0-9]{32})",
    },
  ],
};

/** Apache answers such requests with the script below, and with nothing of Nextcloud's own. */
export const keySite = `  AliasMatch "^/\\.well-known/openpgpkey/.*$" /var/www/html/keys.php
`;

/**
 * Answers with the public key that somebody has put into their own files: found by the hash of the part before the @, as the draft has it, and by
 * the account with that address. What holds a private key, or none, is answered like an address that nobody has.
 */
export const keyScript = (domain: string): string => `<?php
declare(strict_types=1);

const DOMAIN = '${domain}';

/** Z-base-32 of a SHA-1, 32 letters. */
function hashOf(string $local): string {
  $letters = 'ybndrfg8ejkmcpqxot1uwisza345h769';
  $bits = '';
  foreach (str_split(sha1(strtolower($local), true)) as $byte) {
    $bits .= str_pad(decbin(ord($byte)), 8, '0', STR_PAD_LEFT);
  }
  return implode('', array_map(fn (string $five): string => $letters[bindec($five)], str_split($bits, 5)));
}

/** The key without its armor; null for anything that is not one public key. */
function binaryOf(string $armored): ?string {
  if (strlen($armored) > 65536 || str_contains($armored, 'PRIVATE KEY')) {
    return null;
  }
  $pattern = '/^-----BEGIN PGP PUBLIC KEY BLOCK-----\\R(?:[A-Za-z]+: .*\\R)*\\R([A-Za-z0-9+\\/=\\r\\n]+?)(?:\\R=[A-Za-z0-9+\\/]{4})?\\R-----END PGP PUBLIC KEY BLOCK-----\\s*$/';
  if (preg_match($pattern, str_replace("\\r\\n", "\\n", $armored), $found) !== 1) {
    return null;
  }
  $binary = base64_decode($found[1], true);
  return $binary === false || $binary === '' ? null : $binary;
}

/** The part before the @ that a request asks for; null where hash and name disagree, or where either is missing. */
function askedFor(string $path, ?string $local): ?string {
  $wanted = '#^/\\.well-known/openpgpkey/' . preg_quote(DOMAIN, '#') . '/hu/([a-z0-9]{32})$#';
  if ($local === null || $local === '' || preg_match($wanted, $path, $found) !== 1) {
    return null;
  }
  return hash_equals(hashOf($local), $found[1]) ? $local : null;
}

${ownFile(keyFile)}
function answer(int $code, string $type = 'text/plain', string $body = ''): never {
  http_response_code($code);
  header('Content-Type: ' . $type);
  header('Access-Control-Allow-Origin: *');
  header('Cache-Control: no-store');
  echo $body;
  exit;
}

if (PHP_SAPI !== 'cli') {
  $path = (string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
  if ($path === '/.well-known/openpgpkey/' . DOMAIN . '/policy') {
    answer(200);
  }
  $local = askedFor($path, is_string($_GET['l'] ?? null) ? $_GET['l'] : null);
  if ($local === null) {
    answer(404);
  }
  require_once __DIR__ . '/lib/base.php';
  $armored = ownFile(strtolower($local) . '@' . DOMAIN);
  $key = $armored === null ? null : binaryOf($armored);
  $key === null ? answer(404) : answer(200, 'application/octet-stream', $key);
}
`;
