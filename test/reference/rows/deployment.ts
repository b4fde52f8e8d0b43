import { met, partly, type Evidence, type Table } from "../row";
import { database, deliveryNetwork, files, gateway, identity, mail } from "./components";

const tenant: Evidence = {
  file: "stacks/tenant-stack.ts",
  objects: ["noveu-west plan/tenancy/tenants", "noveu-west noveu-west-tenant-"],
  test: [
    "test/stacks/aws/aws-tenants.test.ts",
    "the archive's role is for the databases of every cell and what a drill restores, and for nothing else in the cluster",
  ],
};

const billing: Evidence = {
  file: "suites/noveu/billing.ts",
  objects: [
    "noveu-west eu-central-1/billing/Deployment/billing-api",
    "noveu-west eu-central-1/billing/Deployment/billing-worker",
    "noveu-west eu-central-1/billing/StatefulSet/billing-clock",
    "noveu-west eu-central-1/billing/CronJob/billing-meter",
    "noveu-west eu-central-1/billing/Job/billing-catalogue",
    "noveu-west eu-central-1/databases/ConfigMap/object-count-query",
    "noveu-west eu-central-1/databases/Database/billing",
    "noveu-west noveu-west-identity:keycloak_openid_client.accounts",
    "noveu-west plan/buckets/invoices",
  ],
  test: ["test/suites/billing.test.ts", "is told once for each tenant, meter and day that is over"],
};

const provisioning: Evidence = {
  file: "reports/runbooks/on-boarding.ts",
  objects: [
    "noveu-west plan/tenancy/tenants",
    "noveu-west noveu-west-tenant-",
    "noveu-west eu-central-1/billing/Job/billing-catalogue",
  ],
  test: [
    "test/reports/runbooks.test.ts",
    "a new tenant is a line of facts: what it gets, which stacks make it, and who lists it, are those that exist",
  ],
};

const sharedIdentity: Evidence = {
  ...identity,
  objects: ["noveu-west eu-central-1/identity/StatefulSet/identity-keycloak"],
};

const settings: Evidence = {
  file: "suites/platform/settings.ts",
  objects: [
    "noveu-zuid eu-west-par/config/StatefulSet/config-forgejo",
    "noveu-zuid eu-west-par/ops/HTTPRoute/git",
    "noveu-zuid noveu-zuid-infrastructure-eu-west-par:ovh_cloud_project_storage.site_store-noveu-zuid-settings-",
  ],
  test: [
    "test/suites/settings.test.ts",
    "what was pushed is in the bucket before the pusher is told, and in the next server's repository",
  ],
};

const operations: Evidence = {
  file: "suites/platform/operations.ts",
  objects: [
    "noveu-zuid eu-west-par/ops/Deployment/ops-jump-host",
    "noveu-zuid eu-west-par/ops/SecurityPolicy/ops",
    "noveu-zuid eu-west-par/monitoring/ConfigMap/dashboard-backups",
    "noveu-west eu-central-1/ops/Deployment/ops-jump-host",
  ],
  test: ["test/suites/operations.test.ts", "every way to it is for administrators of the operators' networks"],
};

const network: Evidence = {
  file: "constructs/platform/network/pod-policies.ts",
  objects: ["noveu-zuid eu-west-par/mail/NetworkPolicy/", "noveu-zuid eu-west-par/databases/NetworkPolicy/"],
  test: ["test/planning/flows/flows.test.ts", "the zone matrix and its named exceptions allow every flow"],
};

/** The two deployment models and the zones. */
export const deploymentTables: readonly Table[] = [
  {
    title: "Multi-tenant",
    rows: [
      met("IAM", "one for all tenants", sharedIdentity),
      met("Billing", "what tenants use is metered and charged", billing),
      met("Provisioning", "a tenant becomes one line of facts", provisioning),
      met("Tenant A, B, C", "data of each apart", tenant),
    ],
  },
  {
    title: "Dedicated",
    rows: [
      met("IAM", "the customer's own", identity),
      met("Config", "settings kept in Git", settings),
      partly("Ops", "jump host and backup console", operations, "a restore drill started from the console"),
      met("Apps", "the customer's own", files),
      met("Data", "the customer's own", database),
      met("Network", "the customer's own", network),
    ],
  },
  {
    title: "Network zones",
    rows: [
      partly(
        "Edge",
        "load balancer, WAF, CDN; from the internet to the DMZ",
        {
          file: "stacks/operators-stack.ts",
          objects: [
            "noveu-zuid noveu-zuid-operators-eu-west-par:kubernetes_service_v1.entry",
            "noveu-zuid eu-west-par/envoy-gateway-system/EnvoyExtensionPolicy/firewall",
            ...deliveryNetwork.objects,
          ],
          test: ["test/catalog-components/zone-matrix.test.ts", "from outside only the edge is open, on any port"],
        },
        "the delivery network's own pull zone, which the customer makes by hand",
      ),
      met("DMZ", "API gateway; from the edge to services", gateway),
      met("Services", "app containers; from the DMZ to data", mail),
      met("Data", "databases and storage; from services to nowhere", {
        ...database,
        test: [
          "test/catalog-components/zone-matrix.test.ts",
          "the data zone opens no connection into another zone or the internet, on any port",
        ],
      }),
      met("Mgmt", "monitoring, CI/CD; by jump host alone, to all", {
        file: "audit/checks/jump-host/index.ts",
        objects: [
          "noveu-zuid footprint/kube-prometheus-stack",
          "noveu-zuid eu-west-par/config/StatefulSet/config-runner",
          "noveu-zuid plan/namespaces/ops/zone",
        ],
        test: ["test/audit/checks/jump-host.test.ts", "a service"],
      }),
    ],
  },
];
