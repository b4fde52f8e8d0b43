import { priceAt, servicePrices, systemDisk } from "../catalog";
import type { Environment } from "../environments/schema";
import { describe, quantity, type Derived } from "../language";
import { keyCount } from "./key-count";
import { figureId, type Ledger } from "./ledger";
import { uncounted } from "./price";
import { siteLine, sitePrice, type CloudWorld, type Line } from "./site-line";
import type { PlannedSite } from "./site-plan";

/** What comes with a cluster unasked: the disks that nodes start from, keys, and what is written down of it. */
export function incidentalLines(
  ledger: Ledger,
  site: PlannedSite,
  world: CloudWorld,
  environment: Environment,
  isPrimary: boolean,
): readonly Line[] {
  return [
    ...systemDisks(ledger, site, world),
    ...(isPrimary ? keys(ledger, site, world, environment) : []),
    ...logs(ledger, site, world, environment),
  ];
}

function systemDisks(ledger: Ledger, { pool }: PlannedSite, world: CloudWorld): readonly Line[] {
  const { id, cloud, region } = world;
  const disk = systemDisk(cloud);
  if (disk === undefined || pool?.choice === undefined) return [];
  const size = ledger.figure(figureId(cloud, "system-disk"), disk.size);
  const { nodes } = pool.plan;
  const amount = ledger.load(`${id}-system-disks`, quantity(nodes.value * size.value, "MiB"), {
    rule: "system-disks",
    from: [nodes, size],
    because: `${describe(nodes)} x ${describe(size)}`,
  });
  const price = sitePrice(ledger, world, "system-disk", priceAt(disk.price, region.name));
  return [siteLine(ledger, world, "system-disks", "System disks of nodes", { price, amount, what: "system disks" })];
}

function keys(ledger: Ledger, site: PlannedSite, world: CloudWorld, environment: Environment): readonly Line[] {
  const { cloud, id, region } = world;
  const key = `${id}-keys`;
  const path = `cost.lines.${key}.monthly`;
  const what = "Keys of all sites";
  const count = keyCount(environment);
  const price = priceAt(servicePrices(cloud).key, region.name);
  if (count === undefined) {
    const searched = "searched" in price ? price.searched : "they were not counted";
    return [
      [
        key,
        {
          what,
          site: id,
          monthly: uncounted(ledger, path, [site.plan.zones], `keys of disks, objects and the seal: ${searched}`),
        },
      ],
    ];
  }
  const amount = ledger.load(`${id}-keys`, quantity(count, "1"), {
    rule: "keys",
    from: [site.plan.zones],
    because: `${String(count)} keys that are made for the environment, one for each kind of thing and region`,
  });
  const entry = sitePrice(ledger, world, "key", price);
  return [siteLine(ledger, world, "keys", what, { price: entry, amount, what: "keys" })];
}

/** Logs are paid by what is written, which nobody has measured yet. */
function logs(
  ledger: Ledger,
  { plan }: PlannedSite,
  { id, cloud }: CloudWorld,
  environment: Environment,
): readonly Line[] {
  const written = writtenDown(cloud, environment);
  if (written === undefined) return [];
  const key = `${id}-logs`;
  const from: readonly Derived[] = [plan.zones];
  const monthly = uncounted(
    ledger,
    `cost.lines.${key}.monthly`,
    from,
    `${written}: paid by what is written, which nobody has measured`,
  );
  return [[key, { what: "Logs that the cloud keeps", site: id, monthly }]];
}

function writtenDown(cloud: CloudWorld["cloud"], { site }: Environment): string | undefined {
  switch (cloud) {
    case "aws":
      return "flow log of the network for a quarter of a year, logs of the control plane for a year";
    case "azure":
      return "logs of the control plane, keys and objects for half a year";
    case "ovh":
      return site.kind === "ovh" && site.auditLog !== undefined
        ? "audit log of the control plane for a year"
        : undefined;
  }
}
