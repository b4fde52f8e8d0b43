import cloud from "../../environments/noveu-cloud";
import { defineEnvironment, shared, type Environment, type EnvironmentFacts } from "../../environments/schema";

export interface TenantLine {
  readonly users: number;
  readonly cell?: number;
}

/** The sample's platform with tenants of one's own choice, each under a domain of its own. */
export const cloudWith = (
  tenants: Readonly<Record<string, TenantLine>>,
  changes: Partial<EnvironmentFacts> = {},
  cells = 4,
): Environment =>
  defineEnvironment({
    ...cloud.facts,
    tenancy: shared({
      customer: "Noveu",
      domain: "cloud.example.eu",
      cells,
      tenants: Object.fromEntries(
        Object.entries(tenants).map(([id, line]) => [
          id,
          { customer: id.toUpperCase(), domain: `${id}.example.eu`, ...line },
        ]),
      ),
    }),
    ...changes,
  });
