import { met, partly, type Evidence, type Table } from "../row";
import { antivirus, auditLog, bus, cache, database, gateway, identity, mail } from "./components";

const par = "noveu-zuid eu-west-par";

const traffic = (name: string): Evidence => ({
  file: "constructs/presentation/traffic-policy.ts",
  objects: ["noveu-zuid eu-west-par/mail/BackendTrafficPolicy/mail", `noveu-zuid plan/services/mail/edge/${name}`],
  test: [
    "test/constructs/presentation/routes.test.ts",
    "a route is guarded: a rate, a breaker, a retry budget, and no end to a long answer",
  ],
});

const exchanger: Evidence = {
  ...mail,
  objects: ["noveu-zuid noveu-zuid-dns:ovh_domain_zone_record.zone_MX", "noveu-zuid eu-west-par/mail/TCPRoute/mail-25"],
  test: ["test/constructs/infrastructure/dns-records.test.ts", "mail goes to whoever listens on port 25"],
};

const signIn: Evidence = {
  file: "constructs/presentation/https-route.ts",
  objects: ["noveu-zuid eu-west-par/portal/SecurityPolicy/portal"],
  test: ["test/constructs/presentation/routes.test.ts", "signed-in users pass; the secret is a reference"],
};

const authorized: Evidence = {
  file: "suites/platform/authorization.ts",
  objects: [
    "noveu-zuid eu-west-par/portal/SecurityPolicy/portal",
    "noveu-zuid eu-west-par/authorization/Deployment/authorization-opa",
    "noveu-zuid eu-west-par/authorization/ReferenceGrant/gateway-authorization",
  ],
  test: ["test/constructs/presentation/routes.test.ts", "signed-in users pass; the secret is a reference"],
};

/** Data flows and integration patterns, hop by hop. */
export const flowTables: readonly Table[] = [
  {
    title: "Mail receipt",
    rows: [
      met("MX", "the internet finds the exchanger", exchanger),
      partly("Antispam", "block", antivirus, "the spam filter's own rules, a declared path that the audit follows"),
      partly(
        "Policy",
        "quarantine",
        antivirus,
        "a quarantine beside the Junk folder of each user: the mail server has none",
      ),
      met("Delivery", "store", mail),
      met("Mailbox", "read over IMAP and JMAP", mail),
      met("Audit log", "every outcome is kept", {
        ...auditLog,
        test: ["test/audit/recovery/records.test.ts", "what is synthesized passes, bucket by bucket"],
      }),
    ],
  },
  {
    title: "Authentication",
    rows: [
      met("Client to gateway", "TLS 1.3", {
        ...gateway,
        objects: ["noveu-zuid eu-west-par/envoy-gateway-system/ClientTrafficPolicy/public"],
      }),
      met("Gateway to IAM", "sign-in before anything is reached", signIn),
      met("Token", "issued by the realm", identity),
      met("Validate and authorize", "at the gateway, for each service", authorized),
    ],
  },
  {
    title: "Synchronous",
    rows: [
      met("Cache", "beside the service", cache),
      met("Database", "behind the service", database),
      met("Rate limit", "at the gateway", traffic("requests")),
      met("Circuit breaker", "at the gateway", traffic("connections")),
    ],
  },
  {
    title: "Asynchronous",
    rows: [
      met("Event bus", "producers publish", {
        ...bus,
        objects: [...bus.objects, `${par}/mail/Deployment/mail-events`],
        test: [
          "test/suites/event-bus.test.ts",
          "lets a publisher publish its topic, a worker read its place, and nobody delete or listen",
        ],
      }),
      met("Consumers and workers", "what is published is worked off", auditLog),
      met("Dead letter queue", "what nobody could work off is kept", {
        ...bus,
        file: "suites/platform/bus/streams.ts",
        test: ["test/suites/event-bus.test.ts", "dead letters of a reader come from its own place, whoever publishes"],
      }),
    ],
  },
];
