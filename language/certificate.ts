/** A public certificate of a service's own. */
export interface CertificateNeed {
  /** Labels for whose public names it is. */
  readonly labels: readonly string[];
  /**
   * Names of keys, each a DNS label, that are made where secrets are held. Where the service takes the mail of other servers, the certificate is over the
   * first, and hashes of all stand in the zone (DANE, RFC 7672): the next one is known long before it serves. Default: none, and every certificate
   * brings a key of its own.
   */
  readonly keys?: readonly string[];
}

/** Port at which mail servers take each other's mail. */
export const mailPort = 25;

/**
 * Name of a service's certificate and of its secret: one for each key that has a name, so that a certificate over the next key is there before
 * anything shows it.
 */
export const certificateName = (key?: string): string => (key === undefined ? "certificate" : `certificate-${key}`);
