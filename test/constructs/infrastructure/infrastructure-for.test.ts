import { azure, aws, existing, defineEnvironment, stage, type SiteFacts } from "../../../environments/schema";
import production from "../../../environments/noveu-zuid";
import { infrastructureFor } from "../../../constructs/infrastructure/infrastructure-for";
import type { Site } from "../../../constructs/infrastructure/infrastructure";
import { planEnvironment } from "../../../planning/plan-environment";
import { quantity, type SitePlan } from "../../../language";
import { synth } from "./synth";

const network = "10.30.0.0/16";
const operators = ["203.0.113.0/28"];
const elsewhere: readonly SiteFacts[] = [
  azure({ region: "westeurope", subscription: "00000000-0000-0000-0000-000000000001", network, operators }),
  aws({ region: "eu-west-1", account: "000000000001", network, operators }),
  existing({
    name: "own",
    context: "own",
    country: "NL",
    storageClass: "encrypted",
    objectStorage: "s3.example.eu",
    network,
    operators,
  }),
];

function sitePlan(): SitePlan {
  const plan = planEnvironment(production).sites["eu-west-par"];
  if (plan === undefined) throw new Error("the plan has no primary site");
  return plan;
}

const build = (site: Site) => () =>
  synth((stack) => {
    infrastructureFor(stack, "site", {
      name: "zuid-own",
      site,
      where: "recovery.site",
      plan: sitePlan(),
      kubernetes: "1.35",
      callers: [],
      traffic: quantity(100, "Mbit/s"),
      production: true,
      stores: [],
      users: [],
    });
  });

test.each(elsewhere.map((site) => [site.kind, site] as const))("a site of kind %s is refused in full", (kind, site) => {
  const { facts } = stage(production, { name: "elsewhere" });
  const parsed = defineEnvironment({ ...facts, site, recovery: { kind: "backup-restore", offsite: "GRA" } });
  expect(build(parsed.site)).toThrow(
    [
      "the site is refused: 1 mistake",
      `✖ recovery.site.kind: "${kind}" is not deployed by this version yet`,
      '  → use an ovh site; "bestek plan" and "bestek size" work for every cloud',
    ].join("\n"),
  );
});

test("a site at OVHcloud is built", () => {
  expect(build(production.site)().all("ovh_cloud_project_kube")).toHaveLength(1);
});

test("the account is looked at before anything is changed", () => {
  const { data } = build(production.site)();
  expect(Object.values(data["ovh_cloud_project"] ?? {})).toEqual([
    expect.objectContaining({
      service_name: "00000000000000000000000000000001",
      lifecycle: {
        postcondition: [
          expect.objectContaining({
            condition: '${self.project_id == "00000000000000000000000000000001" && self.status == "ok"}',
          }),
        ],
      },
    }),
  ]);
});
