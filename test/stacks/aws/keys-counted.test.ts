import west from "../../../environments/noveu-west";
import { aws, defineEnvironment, noveu, dedicated, warmStandby, type EnvironmentFacts } from "../../../index";
import { planEnvironment } from "../../../planning/plan-environment";
import { attributesOf, synthesizeWithoutCharts } from "../fixtures/synthesis";

const { site } = west.facts;
if (site.kind !== "aws") throw new Error("the sample environment does not stand at AWS");

const pair: EnvironmentFacts = {
  ...west.facts,
  suite: noveu(),
  users: { count: 400, usage: "seed" },
  tenancy: dedicated({ customer: "Noord", domain: "noord.example.eu" }),
  state: { bucket: "noord-state", region: "eu-south-2" },
  recovery: warmStandby({
    site: aws({ ...site, region: "eu-west-1", network: "10.60.0.0/16" }),
    archive: "eu-west-3",
  }),
};

test.each([
  ["on a shared platform", west],
  ["at two sites", defineEnvironment(pair)],
])("the plan pays for every key that stacks make, %s", (_, environment) => {
  const { stacks, file } = synthesizeWithoutCharts(environment);
  const made = stacks.flatMap(({ name }) => [
    ...attributesOf(file(name), "aws_kms_key"),
    ...attributesOf(file(name), "aws_kms_replica_key"),
  ]);
  expect(planEnvironment(environment).load["eu-central-1-keys"]?.value).toBe(made.length);
});
