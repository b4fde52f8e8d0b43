import eigen from "../../environments/noveu-eigen";
import noord from "../../environments/noveu-noord";
import { defineEnvironment, shared, type Environment, type EnvironmentFacts } from "../../environments/schema";
import { noveu } from "../../suites";
import type { TenantLine } from "./shared-environment";

/** Without chat, to have two buckets a tenant and be quicker. */
const suite = noveu({ without: ["chat"] });

/** How a sample recovers, with nothing accepted for what the suite doesn't keep, nor for what only one customer alone has. */
function keptHere(recovery: EnvironmentFacts["recovery"]): EnvironmentFacts["recovery"] {
  return recovery.accepts === undefined
    ? recovery
    : {
        ...recovery,
        accepts: recovery.accepts.filter(({ store }) => store !== "bucket-media" && store !== "bucket-settings"),
      };
}

const at =
  ({ facts: sample }: Environment) =>
  (tenants: Readonly<Record<string, TenantLine>>, changes: Partial<EnvironmentFacts> = {}): Environment =>
    defineEnvironment({
      ...sample,
      suite,
      recovery: keptHere(sample.recovery),
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

/** The sample's own cluster with a node more in each zone: three tenants take what one customer alone does not. */
function largerSite() {
  const { site } = eigen.facts;
  if (site.kind !== "existing" || site.nodes === undefined)
    throw new Error("the sample stands on a cluster of its own, and says how large it is");
  return { ...site, nodes: { ...site.nodes, perZone: 4 } };
}

/** The sample on a cluster of the customer's own, with tenants of one's own choice. */
export const existingWith = (
  tenants: Readonly<Record<string, TenantLine>>,
  changes: Partial<EnvironmentFacts> = {},
): Environment => at(eigen)(tenants, { site: largerSite(), ...changes });

/** The same without object storage beside the cluster: Garage keeps objects inside it. */
export function garageWith(tenants: Readonly<Record<string, TenantLine>>): Environment {
  const { recovery } = eigen.facts;
  const { objects: _, ...without } = largerSite();
  return existingWith(tenants, { site: without, recovery, parts: { objects: "garage" } });
}
