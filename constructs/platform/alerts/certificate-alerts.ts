import { selector, type RuleGroup } from "./alert";

/** Days before its end that a certificate should long have been renewed: cert-manager begins when a third of its life is left. */
const daysLeft = 10;

/** Certificates of one namespace. cert-manager's own label is `exported_namespace`, because its monitor keeps Prometheus' labels. */
export const certificateAlerts = (namespace: string): RuleGroup => ({
  name: "certificates",
  rules: [
    {
      kind: "alert",
      name: "CertificateExpiring",
      expression: `certmanager_certificate_expiration_timestamp_seconds${selector({ exported_namespace: namespace })} - time() < ${String(daysLeft)} * 24 * 3600`,
      during: "1h",
      severity: "page",
      summary: `Certificate {{ $labels.name }} ends within ${String(daysLeft)} days and has not been renewed`,
    },
    {
      kind: "alert",
      name: "CertificateNotReady",
      expression: `certmanager_certificate_ready_status${selector({ exported_namespace: namespace, condition: "True" })} == 0`,
      during: "1h",
      severity: "ticket",
      summary: `Certificate {{ $labels.name }} can't be issued`,
    },
  ],
});
