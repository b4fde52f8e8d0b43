import production from "../../environments/noveu-zuid";
import oost from "../../environments/noveu-oost";
import west from "../../environments/noveu-west";
import { defineEnvironment } from "../../environments/schema";
import { realFacts } from "../audit/recovery/real-output";
import type { PathSamples } from "./data-paths";

/** Synthesizes them; all tenants are written by the same code, so that two are enough. */
export const pathSamples = (): PathSamples => ({
  zuid: realFacts(production),
  oost: realFacts(oost),
  west: realFacts(withTenants(2)),
});

function withTenants(count: number) {
  const { tenancy } = west.facts;
  if (tenancy.kind !== "shared") throw new Error("noveu-west is shared");
  const tenants = Object.fromEntries(Object.entries(tenancy.tenants).slice(0, count));
  return defineEnvironment({ ...west.facts, tenancy: { ...tenancy, tenants } });
}
