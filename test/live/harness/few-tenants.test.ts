import { mostTenants } from "../../samples/few-tenants";
import { synthesizedEnvironments, synthesizedFacts } from "./synthesized";

test.each(synthesizedEnvironments())("%s has no more tenants than are worked on", (environment) => {
  const { tenancy } = synthesizedFacts(environment).plan;
  expect(Object.keys(tenancy?.tenants ?? {}).length).toBeLessThanOrEqual(mostTenants());
});
