import { Okms } from "@cdktf/provider-ovh/lib/okms";
import { OvhProvider } from "@cdktf/provider-ovh/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import type { Facts, TerraformFact } from "../../audit";
import { toJson, type JsonObject } from "../../audit/facts/json";
import { terraformFacts } from "../../audit/facts/terraform";
import { compareLock, firstLock } from "../../lock/compare-lock";
import { daysOfPeriod, lockedDaysOf } from "../../lock/locked-days";
import { statefulObjects } from "../../lock/stateful-kubernetes";
import { statefulResource } from "../../lock/stateful-terraform";
import type { Standing, Stateful } from "../../lock";
import { factsAfter } from "../audit/fixture/facts-after";
import { nothing } from "../audit/fixture/output";
import { standing } from "./standing";

const none = factsAfter(nothing);
const factsOf = (terraform: Readonly<Record<string, TerraformFact>>): Facts => ({ ...none, terraform, kubernetes: {} });

/** One stack with one key service, whose construct bears `id`. */
function keysStack(id: string): Facts {
  const stack = new TerraformStack(Testing.app(), "zuid-keys");
  new OvhProvider(stack, "ovh", { endpoint: "ovh-eu" });
  new Okms(stack, id, { displayName: "zuid", region: "eu-west-gra", ovhSubsidiary: "NL" });
  return factsOf(terraformFacts("zuid-keys", toJson(JSON.parse(Testing.synth(stack, true)))));
}

function standingOf(facts: Facts): Standing {
  const stateful = Object.fromEntries(
    Object.entries(facts.terraform).flatMap(([id, fact]) => {
      const entry = fact.block === "resource" ? statefulResource(fact, Object.values(facts.terraform)) : undefined;
      return entry === undefined ? [] : [[id, entry] as const];
    }),
  );
  const addresses = new Set(Object.keys(stateful));
  return { ...standing, sites: {}, tenants: {}, stacks: ["zuid-keys"], stateful, services: [], addresses };
}

test("renaming a construct is refused, and the refusal names the move that keeps the keys", () => {
  const lock = firstLock(standingOf(keysStack("key-service")));
  expect(compareLock(lock, standingOf(keysStack("key-service"))).mistakes).toEqual([]);
  const [mistake, ...others] = compareLock(lock, standingOf(keysStack("seal-service"))).mistakes;
  expect(others).toEqual([]);
  expect(mistake?.why).toBe(
    "keeps keys and seems to be called ovh_okms.seal-service now: Terraform would destroy the one and make the other",
  );
  expect(mistake?.wayOut).toBe(
    "record the new name: bestek move zuid zuid-keys:ovh_okms.key-service zuid-keys:ovh_okms.seal-service",
  );
});

const resource = (type: string, name: string, attributes: JsonObject): readonly [string, TerraformFact] => [
  `zuid-a:${type}.${name}`,
  { stack: "zuid-a", block: "resource", address: `${type}.${name}`, type, attributes },
];

const one = (type: string, attributes: JsonObject, ...others: readonly (readonly [string, TerraformFact])[]) => {
  const [id, fact] = resource(type, "it", attributes);
  const facts = factsOf(Object.fromEntries([[id, fact], ...others]));
  return statefulResource(fact, Object.values(facts.terraform));
};

test("only literal values identify: what another resource decides is for the plan to judge", () => {
  expect(one("ovh_okms_service_key", { name: "seal", type: "oct", size: 256, okms_id: "${ovh_okms.x.id}" })).toEqual({
    holds: "keys",
    identity: { name: "seal", type: "oct", size: "256" },
  });
  expect(one("ovh_cloud_project_storage", { name: "${var.name}" })).toEqual({ holds: "objects" });
});

test("what keeps nothing is left out; what nobody has gone through is not called harmless", () => {
  expect(one("ovh_cloud_project_kube_nodepool", {})).toBeUndefined();
  expect(one("random_password", {})).toEqual({ holds: "nobody has said what" });
});

test("on AWS the provider says the region, an alias its own", () => {
  const provider = (address: string, attributes: JsonObject): readonly [string, TerraformFact] => [
    `zuid-a:${address}`,
    { stack: "zuid-a", block: "provider", address, type: "aws", attributes },
  ];
  const providers = [
    provider("provider.aws", { region: "eu-central-1" }),
    provider("provider.aws[1]", { region: "eu-west-1", alias: "backup" }),
  ];
  expect(one("aws_s3_bucket", { bucket: "b" }, ...providers)?.identity).toEqual({
    bucket: "b",
    region: "eu-central-1",
  });
  expect(one("aws_kms_key", { provider: "aws.backup" }, ...providers)?.identity).toEqual({ region: "eu-west-1" });
  expect(one("aws_s3_bucket", { bucket: "b", region: "eu-north-1" }, ...providers)?.identity).toMatchObject({
    region: "eu-north-1",
  });
});

test("of two stores that speak S3 the endpoint says which one it is", () => {
  const s3 = (host: string): Stateful | undefined =>
    one("aws_s3_bucket", { bucket: "b" }, [
      "zuid-a:provider.aws",
      {
        stack: "zuid-a",
        block: "provider",
        address: "provider.aws",
        type: "aws",
        attributes: { region: "us-east-1", endpoints: [{ s3: host }] },
      },
    ]);
  expect(s3("https://s3.cellar.example")?.identity).toEqual({
    bucket: "b",
    region: "us-east-1",
    endpoint: "https://s3.cellar.example",
  });
});

test.each([
  ["ovh_cloud_project_storage", { object_lock: { rule: { period: "P35D" } } }, [], 35],
  ["ovh_cloud_project_storage", { object_lock: { status: "enabled" } }, [], undefined],
  [
    "aws_s3_bucket",
    { bucket: "b" },
    [
      resource("aws_s3_bucket_object_lock_configuration", "lock", {
        bucket: "${aws_s3_bucket.it.id}",
        rule: [{ default_retention: [{ mode: "COMPLIANCE", days: 40 }] }],
      }),
      resource("aws_s3_bucket_object_lock_configuration", "other", {
        bucket: "${aws_s3_bucket.it_2.id}",
        rule: { default_retention: { years: 1 } },
      }),
    ],
    40,
  ],
  [
    "azurerm_storage_container",
    { name: "c" },
    [
      resource("azurerm_storage_container_immutability_policy", "lock", {
        storage_container_resource_manager_id: "${azurerm_storage_container.it.id}",
        immutability_period_in_days: 30,
      }),
    ],
    30,
  ],
  ["azurerm_key_vault", { purge_protection_enabled: true, soft_delete_retention_days: 60 }, [], 60],
  ["azurerm_key_vault", { purge_protection_enabled: false }, [], undefined],
] as const)("days of the lock of %s with %j", (type, attributes, others, days) => {
  const [id, fact] = resource(type, "it", attributes);
  expect(lockedDaysOf(fact, Object.values(Object.fromEntries([[id, fact], ...others])))).toBe(days);
});

test.each([
  ["P35D", 35],
  ["P1Y", 366],
  ["P2M1W", 69],
  ["PT5H", undefined],
  [undefined, undefined],
])("%s is %s days at most", (period, days) => {
  expect(daysOfPeriod(period)).toBe(days);
});

const object = (kind: string, apiVersion: string, name: string, spec: JsonObject, namespace?: string) => {
  const id = `par/${namespace ?? "_cluster"}/${kind}/${name}`;
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  return [
    id,
    {
      site: "par",
      ...(namespace === undefined ? {} : { namespace }),
      kind,
      name,
      release: "r",
      file: "f",
      object: { apiVersion, kind, metadata, spec },
    },
  ] as const;
};

test("a StatefulSet keeps something where it claims volumes, a namespace where something in it does", () => {
  const claim = { metadata: { name: "data" }, spec: { storageClassName: "encrypted" } };
  const kubernetes = Object.fromEntries([
    object("StatefulSet", "apps/v1", "plain", { serviceName: "s" }, "web"),
    object("StatefulSet", "apps/v1", "store", { serviceName: "s", volumeClaimTemplates: [claim] }, "data"),
    object("Database", "postgresql.cnpg.io/v1", "mail", { name: "mail", cluster: { name: "postgres" } }, "data"),
    object("Cluster", "cluster.x-k8s.io/v1", "other", {}, "web"),
    object("Namespace", "v1", "web", {}),
    object("Namespace", "v1", "data", {}),
  ]);
  expect(Object.fromEntries(statefulObjects({ ...none, kubernetes }).map(({ id, entry }) => [id, entry]))).toEqual({
    "par/data/StatefulSet/store": {
      holds: "volumes",
      site: "par",
      identity: { "spec.serviceName": "s", "volume data": "encrypted" },
    },
    "serving-site/data/Database/mail": {
      holds: "databases",
      identity: { "spec.cluster.name": "postgres", "spec.name": "mail" },
    },
    "par/_cluster/Namespace/data": { holds: "everything inside", site: "par" },
  });
});
