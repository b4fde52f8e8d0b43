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

/** What shows a hop: where it is declared, what else carries it, and the test that catches it broken. */
const hop = (
  file: string,
  path: string,
  keys: readonly string[],
  test: string,
  carried: readonly string[] = [],
): Evidence => ({
  file,
  objects: [...keys.map((key) => `noveu-zuid plan/paths/${path}/hops/${key}`), ...carried],
  test: ["test/audit/checks/paths.test.ts", test],
});

const receipt = (keys: readonly string[], test: string, carried: readonly string[] = []): Evidence =>
  hop("suites/noveu/mail-receipt.ts", "mail-receipt", keys, test, carried);
const signing = (keys: readonly string[], test: string, carried: readonly string[] = []): Evidence =>
  hop("suites/platform/paths/authentication.ts", "authentication-portal-web", keys, test, carried);
const request = (keys: readonly string[], test: string, carried: readonly string[] = []): Evidence =>
  hop("suites/platform/paths/synchronous.ts", "synchronous-files-web", keys, test, carried);
const message = (keys: readonly string[], test: string, carried: readonly string[] = []): Evidence =>
  hop("suites/platform/paths/asynchronous.ts", "asynchronous-audit-mail", keys, test, carried);

/** Data flows and integration patterns, hop by hop: `docs/data-paths.md` shows them whole. */
export const flowTables: readonly Table[] = [
  {
    title: "Mail receipt",
    rows: [
      met("MX", "the internet finds the exchanger", receipt(["01-mx"], "no route from port 25", exchanger.objects)),
      partly(
        "Antispam",
        "block",
        receipt(
          ["02-antispam", "03-sender-check", "04-virus-scan", "05-milter", "06-block", "07-scanner"],
          "a milter that lets pass what it can't be asked about",
          antivirus.objects,
        ),
        "the spam filter's own rules, which no file tells",
      ),
      partly(
        "Policy",
        "quarantine",
        receipt(["08-policy"], "a spam filter that is off"),
        "a quarantine beside the Junk folder of each user: what the mail server shows a hook says neither what the spam filter nor what the antivirus found",
      ),
      met(
        "Delivery",
        "store",
        receipt(["11-delivery", "12-delivery-session"], "a hop that no flow carries", mail.objects),
      ),
      met("Mailbox", "read over IMAP and JMAP", {
        ...mail,
        objects: [...mail.objects, "noveu-zuid plan/paths/mail-receipt/hops/13-mailbox"],
      }),
      met(
        "Audit log",
        "every outcome is kept",
        receipt(["14-audit-log", "15-events", "16-records"], "a refusal that is told to nobody", [
          ...auditLog.objects,
          "noveu-west plan/paths/mail-receipt/hops/08-audit-log-of-the-exchanger",
        ]),
      ),
    ],
  },
  {
    title: "Authentication",
    rows: [
      met("Client to gateway", "TLS 1.3", {
        ...gateway,
        objects: [
          "noveu-zuid eu-west-par/envoy-gateway-system/ClientTrafficPolicy/public",
          "noveu-zuid plan/paths/authentication-portal-web/hops/01-client",
        ],
      }),
      met(
        "Gateway to IAM",
        "sign-in before anything is reached",
        signing(["02-gateway", "03-iam"], "a second route past the sign-in", signIn.objects),
      ),
      met("Token", "issued by the realm", {
        ...identity,
        objects: [...identity.objects, "noveu-zuid plan/paths/authentication-portal-web/hops/04-token"],
      }),
      met(
        "Validate and authorize",
        "at the gateway, for each service",
        signing(
          ["05-policy-engine", "06-validate-and-authorize", "07-service"],
          "a question that lets pass when nobody answers",
          authorized.objects,
        ),
      ),
    ],
  },
  {
    title: "Synchronous",
    rows: [
      met(
        "Cache",
        "beside the service",
        request(["06-cache", "07-cache-session"], "a policy that lets every pod into a cache", cache.objects),
      ),
      met(
        "Database",
        "behind the service",
        request(
          ["08-database", "09-database-session"],
          "a database that takes connections without encryption",
          database.objects,
        ),
      ),
      met("Rate limit", "at the gateway", request(["03-rate-limit"], "no rate limit", traffic("requests").objects)),
      met(
        "Circuit breaker",
        "at the gateway",
        request(["04-circuit-breaker"], "no bound on connections", traffic("connections").objects),
      ),
    ],
  },
  {
    title: "Asynchronous",
    rows: [
      met(
        "Event bus",
        "producers publish",
        message(["01-producer", "02-publisher", "03-event-bus"], "a second publisher", [
          ...bus.objects,
          `${par}/mail/Deployment/mail-events`,
        ]),
      ),
      met(
        "Consumers and workers",
        "what is published is worked off",
        message(["04-worker", "05-consumer"], "messages that are delivered for ever", auditLog.objects),
      ),
      met(
        "Dead letter queue",
        "what nobody could work off is kept",
        message(["06-dead-letter-queue"], "no stream of dead letters", bus.objects),
      ),
    ],
  },
];
