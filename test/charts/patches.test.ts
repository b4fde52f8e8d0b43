import { defineEnvironment, Refusal, type EnvironmentFacts } from "../../index";
import { renderCharts } from "../../charts";
import { planEnvironment } from "../../planning/plan-environment";
import { facts } from "../environments/facts";

const render = (patches: EnvironmentFacts["patches"]) => {
  const environment = defineEnvironment({ ...facts, ...(patches === undefined ? {} : { patches }) });
  return renderCharts(environment, planEnvironment(environment)).flatMap(({ site, manifests }) =>
    manifests.map((manifest) => ({ site, ...manifest })),
  );
};

const reason = "the customer's monitoring wants more history, until its own archive is there (2027-01-01)";

test("a patch changes every object it names, and says why on each", () => {
  const cronJobs = render([
    {
      kind: "CronJob",
      name: "files-cron",
      operations: [{ op: "replace", path: "/spec/failedJobsHistoryLimit", value: 10 }],
      reason,
    },
  ]).filter(({ kind, metadata }) => kind === "CronJob" && metadata.name === "files-cron");
  expect(cronJobs).toHaveLength(2);
  for (const cronJob of cronJobs) {
    expect(cronJob).toMatchObject({
      metadata: { annotations: { "bestek.eu/patched": reason } },
      spec: { failedJobsHistoryLimit: 10 },
    });
  }
});

test("a patch that matches nothing is refused", () => {
  const operations = [{ op: "remove", path: "/spec" } as const];
  expect(() => render([{ kind: "CronJob", name: "files-corn", namespace: "files", operations, reason }])).toThrow(
    new Refusal('environment "zuid"', [
      {
        where: "patches.0",
        value: "CronJob/files/files-corn",
        why: "matches no object",
        wayOut: "look up kind and name below out/<environment>/charts, or remove the patch",
      },
    ]),
  );
});
