import environment from "../../environments/noveu-zuid";
import { renderCharts } from "../../charts";
import { planEnvironment } from "../../planning";

const plan = planEnvironment(environment);
const databases = renderCharts(environment, plan).filter(({ release }) => release === "databases");

test("at each site the release ends when its database answers", () => {
  expect(databases).toHaveLength(2);
  for (const { manifests } of databases) {
    const [wait] = manifests.filter(({ kind }) => kind === "Job");
    expect(wait).toHaveProperty(
      "spec.template.spec.containers.0.command.2",
      expect.stringContaining("pg_isready --host=postgres-rw.databases.svc.cluster.local"),
    );
  }
});

test("the wait may reach the database and nothing else of the data zone", () => {
  const reaches = Object.values(plan.flows).flatMap(({ from, to, port }) =>
    from.kind === "pods" && from.id === "databases/readiness" ? [[to.kind === "pods" ? to.id : to.kind, port]] : [],
  );
  expect(reaches).toEqual(
    expect.arrayContaining([
      ["cluster-dns", 53],
      ["postgres/instance", 5432],
    ]),
  );
  expect(reaches).toHaveLength(3);
});
