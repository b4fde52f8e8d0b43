import production from "../../../environments/noveu-zuid";
import { infrastructureFor } from "../../../constructs/infrastructure/infrastructure-for";
import type { Site } from "../../../constructs/infrastructure/infrastructure";
import { planEnvironment } from "../../../planning/plan-environment";
import { quantity, type SitePlan } from "../../../language";
import { synth } from "./synth";

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
      environment: "zuid",
      placed: [],
      publicPorts: [80, 443],
    });
  });

test("a site at OVHcloud is built", () => {
  expect(build(production.site)().all("ovh_cloud_project_kube")).toHaveLength(1);
});
