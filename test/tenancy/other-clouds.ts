import eigen from "../../environments/noveu-eigen";
import noord from "../../environments/noveu-noord";
import { defineEnvironment, shared, type Environment, type EnvironmentFacts } from "../../environments/schema";
import type { TenantLine } from "./shared-environment";

const at =
  ({ facts: sample }: Environment) =>
  (tenants: Readonly<Record<string, TenantLine>>, changes: Partial<EnvironmentFacts> = {}): Environment =>
    defineEnvironment({
      ...sample,
      users: { usage: "seed" },
      tenancy: shared({
        customer: sample.tenancy.customer,
        domain: sample.tenancy.domain,
        cells: 2,
        tenants: Object.fromEntries(
          Object.entries(tenants).map(([id, line]) => [
            id,
            { customer: id.toUpperCase(), domain: `${id}.example.eu`, ...line },
          ]),
        ),
      }),
      ...changes,
    });

/** The sample at Azure, two regions of it, with tenants of one's own choice. */
export const azureWith = at(noord);

/** The sample on a cluster of the customer's own, with tenants of one's own choice. */
export const existingWith = at(eigen);
