/** One way by which somebody learns of an alert. */
export type AlertWay =
  /** A service that calls, texts or rings whoever is on duty, by its host; it takes what Alertmanager posts. */
  | { readonly kind: "webhook"; readonly host: string }
  /** A mail through the relay. */
  | { readonly kind: "mail"; readonly to: string };

/** How urgent an alert is: `page` wakes somebody, `ticket` is dealt with by day. */
export type AlertSeverity = "page" | "ticket";

/** Who is told when something is wrong. */
export interface Alerts extends Readonly<Record<AlertSeverity, readonly AlertWay[]>> {
  /** Mail server outside the platform. */
  readonly relay?: {
    readonly host: string;
    /** 587: STARTTLS, which is insisted on; 465: TLS from the first byte. */
    readonly port: 587 | 465;
    readonly user: string;
    readonly from: string;
  };
  /** Host that expects a sign of life every few minutes, and calls when none comes. */
  readonly watchdog?: string;
}
