import { ownFile } from "./own-file";

/** Where somebody puts their own S/MIME certificate, in the root of their files. */
export const certificateFile = "smime-certificate.pem";

/** Port at which the directory of certificates asks, and nobody else: no way of the gateway's leads there. */
export const certificatePort = 8081;

/** Beside what Apache serves under its public names, and not below it. */
export const certificateScriptPath = "/var/www/certificates/certificates.php";

/** Apache answers every request at this port with the script below, and with nothing of Nextcloud's own. */
export const certificateSite = `<VirtualHost *:${String(certificatePort)}>
  DocumentRoot /var/www/certificates
  AliasMatch "^.*$" ${certificateScriptPath}
  ErrorLog /dev/stderr
</VirtualHost>
`;

/**
 * Answers with the S/MIME certificate that the owner of an address has put into their own files, in DER. Whatever is none - no account, no file, a
 * private key beside it, more than one, one that is over or not yet valid, not for mail, or of another address - is answered alike, with 204, so that an
 * answer of anybody else is not taken for it. Requests are logged nowhere: they name people.
 */
export const certificateScript = (domain: string): string => `<?php
declare(strict_types=1);

const DOMAIN = '${domain}';

/** Addresses that a certificate is for, in lower case. */
function addressesOf(array $certificate): array {
  $names = explode(', ', (string) ($certificate['extensions']['subjectAltName'] ?? ''));
  $mail = array_filter($names, fn (string $name): bool => str_starts_with($name, 'email:'));
  $subject = (array) ($certificate['subject']['emailAddress'] ?? []);
  return array_map('strtolower', [...array_map(fn (string $name): string => substr($name, 6), $mail), ...$subject]);
}

/** The one certificate of a file, in DER, where it is valid at a time and for the mail of an address; null for anything else. */
function certificateOf(string $pem, string $address, int $now): ?string {
  if (preg_match_all('/-----BEGIN ([A-Z0-9 ]+)-----/', $pem, $found) !== 1 || $found[1][0] !== 'CERTIFICATE') {
    return null;
  }
  $certificate = @openssl_x509_read(strstr($pem, '-----BEGIN CERTIFICATE-----'));
  $parsed = $certificate === false ? false : openssl_x509_parse($certificate);
  if ($parsed === false || !in_array($address, addressesOf($parsed), true)) {
    return null;
  }
  if ($now < $parsed['validFrom_time_t'] || $now >= $parsed['validTo_time_t']) {
    return null;
  }
  if ($parsed['purposes'][X509_PURPOSE_SMIME_ENCRYPT][0] !== true || !openssl_x509_export($certificate, $exported)) {
    return null;
  }
  $der = base64_decode(preg_replace('/-----[A-Z ]+-----|\\s/', '', $exported), true);
  return $der === false || $der === '' ? null : $der;
}

/** The address that a request asks for; null where it is none of this domain's. */
function askedFor(mixed $address): ?string {
  $wanted = '/^[a-z0-9.!#$%&\\'*+\\/=?^_\`{|}~-]{1,64}@' . preg_quote(DOMAIN, '/') . '$/D';
  return is_string($address) && preg_match($wanted, $address) === 1 ? $address : null;
}

${ownFile(certificateFile)}
function answer(int $code, string $body = ''): never {
  http_response_code($code);
  header('Content-Type: application/pkix-cert');
  header('Cache-Control: no-store');
  echo $body;
  exit;
}

if (PHP_SAPI !== 'cli') {
  $address = askedFor($_GET['mail'] ?? null);
  if ($address === null) {
    answer(204);
  }
  require_once '/var/www/html/lib/base.php';
  $pem = ownFile($address);
  $der = $pem === null ? null : certificateOf($pem, $address, time());
  $der === null ? answer(204) : answer(200, $der);
}
`;
