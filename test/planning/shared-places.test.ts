import { shared } from "bestek";
import { planEnvironment } from "../../planning/plan-environment";
import { planMistakes } from "../../planning/plan-mistakes";
import { mostAtOnce } from "../../planning/turns";
import { municipality, paris } from "./sample-environments";

const tenants = Object.fromEntries(
  Array.from({ length: 9 }, (_, index) => {
    const id = `tenant${String(index)}`;
    return [id, { customer: id, domain: `${id}.example.eu`, users: 50 }] as const;
  }),
);

const planFor = (few: number) =>
  planEnvironment(
    municipality({
      site: paris,
      users: { count: 50 * few, usage: "seed" },
      tenancy: shared({
        customer: "Region Zuid",
        domain: "zuid.example.eu",
        tenants: Object.fromEntries(Object.entries(tenants).slice(0, few)),
      }),
    }),
  );

const plan = planFor(9);

test("a task that takes turns has as many places as stand at once, and not one for each tenant", () => {
  const turns = Object.keys(tenants).map(
    (tenant) => plan.services[`${tenant}-files`]?.workloads["count-objects"]?.turn ?? "",
  );
  expect(new Set(turns).size).toBeGreaterThan(6);
  const places = plan.load["files-count-objects-at-once"];
  expect(places).toMatchObject({ rule: "places-by-turns", value: mostAtOnce(turns, 62) });
  expect(places?.value).toBeLessThan(5);
  expect(places?.because).toBe(
    "9 tenants, each in its turn and there for at most 1 h + 2 min: the most at once in a week",
  );
});

test("the sums count these places alone, and every other pod as before", () => {
  const pods = plan.load["eu-west-par-pods"];
  expect(pods?.because).toContain(`files/count-objects ${String(plan.load["files-count-objects-at-once"]?.value)}`);
  expect(pods?.because).toContain("files/web of 9 tenants");
  expect(pods?.because).toContain("files/cron of 9 tenants");
  expect(planMistakes(plan)).toEqual([]);
});

test("each tenant's own plan holds its own task all the same", () => {
  for (const tenant of Object.keys(tenants))
    expect(plan.services[`${tenant}-files`]?.workloads["count-objects"]?.replicas.value).toBe(1);
});

test("one tenant takes no turns with itself", () => {
  const alone = planFor(1);
  expect(alone.load["files-count-objects-at-once"]).toBeUndefined();
  expect(alone.load["eu-west-par-pods"]?.because).toContain("files/count-objects 1");
});

test("a tenant more moves no other's turn", () => {
  const fewer = planFor(8);
  for (const tenant of Object.keys(tenants).slice(0, 8))
    expect(fewer.services[`${tenant}-mail`]?.workloads["count-objects"]?.turn).toBe(
      plan.services[`${tenant}-mail`]?.workloads["count-objects"]?.turn,
    );
});
