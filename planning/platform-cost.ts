import { isKnown, priceAt, priceIn, servicePrices, unknown, type SizedService } from "../catalog";
import { describe, quantity, type Derived, type ServiceDefinition } from "../language";
import { assumptions } from "./assumptions";
import { figureId, type Ledger } from "./ledger";
import type { Load } from "./load";
import { generalPool } from "./node-pools";
import type { Purchase } from "./price";
import { siteLine, sitePrice, type CloudWorld, type Line } from "./site-line";
import type { PlannedSite } from "./site-plan";

export interface PlatformCostInput {
  readonly site: PlannedSite;
  readonly world: CloudWorld;
  readonly load: Load;
  readonly services: readonly ServiceDefinition[];
}

/** Lines for a site's cluster: control plane, nodes, volumes, load balancers, gateways and their addresses. */
export function platformLines(ledger: Ledger, input: PlatformCostInput): readonly Line[] {
  const balancers = loadBalancers(ledger, input);
  const gateways = gatewayCount(ledger, input);
  return [
    siteLine(ledger, input.world, "control-plane", "Kubernetes control plane", controlPlane(ledger, input)),
    ...nodeLines(ledger, input),
    siteLine(ledger, input.world, "volumes", "Block storage", blockStorage(ledger, input)),
    siteLine(ledger, input.world, "load-balancers", "Load balancers", balancers),
    siteLine(ledger, input.world, "gateways", "Gateways for outgoing traffic", gateway(ledger, input, gateways)),
    siteLine(
      ledger,
      input.world,
      "addresses",
      "Public addresses",
      addresses(ledger, input, balancers.amount, gateways),
    ),
  ];
}

function controlPlane(ledger: Ledger, input: PlatformCostInput): Purchase {
  const { world, site } = input;
  const { managedKubernetes } = world.region;
  const plan = managedKubernetes.kind === "available" ? managedKubernetes.plans[0] : undefined;
  const offer = plan === undefined ? undefined : servicePrices(world.cloud).controlPlane[plan];
  const price =
    offer === undefined
      ? unknown(managedKubernetes.kind === "available" ? `no price of plan ${plan ?? ""}` : managedKubernetes.reason)
      : priceAt(offer.price, world.region.name);
  const one = ledger.load(`${world.id}-clusters`, quantity(1, "1"), {
    rule: "one-per-site",
    from: [site.plan.zones],
    because: `1 cluster over ${describe(site.plan.zones)}`,
  });
  return {
    price: sitePrice(ledger, input.world, figureId("control-plane", plan ?? "unknown"), price),
    amount: one,
    what: `control plane${plan === undefined ? "" : `, plan ${plan}`}`,
  };
}

function nodeLines(ledger: Ledger, input: PlatformCostInput): readonly Line[] {
  const { pool } = input.site;
  if (pool?.choice === undefined) return [];
  const { machine } = pool.choice;
  const region = input.world.region.name;
  const price = priceIn(machine, region) ?? unknown(`no price of ${machine.name} in ${region}`);
  return [
    siteLine(ledger, input.world, `nodes-${generalPool}`, `Nodes, ${machine.name}`, {
      price: sitePrice(ledger, input.world, machine.name, price),
      amount: pool.plan.nodes,
      what: machine.name,
    }),
  ];
}

function blockStorage(ledger: Ledger, input: PlatformCostInput): Purchase {
  const { storageClass, region } = input.world;
  const price =
    storageClass === undefined
      ? unknown(`${region.name} offers no encrypted block storage`)
      : priceAt(storageClass.price, region.name);
  return {
    price: sitePrice(ledger, input.world, storageClass?.name ?? "block-storage", price),
    amount: input.site.sums.blockStorage,
    what: storageClass?.name ?? "encrypted block storage",
  };
}

/** The smallest size that carries the planned traffic; several of the largest where none does. */
function loadBalancers(ledger: Ledger, input: PlatformCostInput): Purchase {
  const { world, load, services } = input;
  const sizes = Object.entries(servicePrices(world.cloud).loadBalancer);
  const carries = ([, { capacity }]: readonly [string, SizedService]): number =>
    isKnown(capacity) ? capacity.value : Infinity;
  const size = sizes.find((candidate) => carries(candidate) >= load.network.value) ?? sizes.at(-1);
  if (size === undefined) throw new Error(`the catalogue has no load balancer of ${world.cloud}`);
  const [name, { price, capacity }] = size;
  const carried = isKnown(capacity)
    ? ledger.figure(figureId(world.cloud, "load-balancer", name, "capacity"), capacity)
    : undefined;
  const perBalancer =
    world.cloud === "ovh" ? ledger.figure("load-balancer-ports", assumptions.loadBalancerPorts) : undefined;
  const ports = portsOf(services);
  const byTraffic = carried === undefined ? 1 : Math.ceil(load.network.value / carried.value);
  const byPorts = perBalancer === undefined ? 1 : Math.ceil(ports.length / perBalancer.value);
  const amount = ledger.load(`${world.id}-load-balancers`, quantity(Math.max(1, byTraffic, byPorts), "1"), {
    rule: "load-balancers",
    from: [load.network, carried, perBalancer].filter((number) => number !== undefined),
    because: [
      `${describe(load.network)}${carried === undefined ? "; no bandwidth is published" : ` / ${describe(carried)}`}`,
      `ports ${ports.join(", ")}${perBalancer === undefined ? "" : ` / ${describe(perBalancer)}`}`,
    ].join("; "),
  });
  return {
    price: sitePrice(ledger, input.world, figureId("load-balancer", name), priceAt(price, world.region.name)),
    amount,
    what: `load balancer, size ${name}`,
  };
}

/** Ports that the world connects to; web addresses answer on 80 as well, to send browsers to 443. */
function portsOf(services: readonly ServiceDefinition[]): readonly number[] {
  const ports = services.flatMap(({ exposes }) =>
    exposes.flatMap((exposure) => (exposure.kind === "tcp" ? [exposure.publicPort] : [80, 443])),
  );
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** Outgoing traffic passes one gateway at OVHcloud; elsewhere one in each zone, because a gateway there lives in one. */
function gatewayCount(ledger: Ledger, { world, site }: PlatformCostInput): Derived<"1"> {
  const perZone = world.cloud !== "ovh";
  return ledger.load(`${world.id}-gateways`, quantity(perZone ? site.plan.zones.value : 1, "1"), {
    rule: "gateways",
    from: [site.plan.zones],
    because: perZone ? `1 in each of ${describe(site.plan.zones)}` : `1 for ${describe(site.plan.zones)}`,
  });
}

function gateway(ledger: Ledger, input: PlatformCostInput, amount: Derived): Purchase {
  const { world } = input;
  const smallest = Object.entries(servicePrices(world.cloud).gateway)[0];
  if (smallest === undefined) throw new Error(`the catalogue has no gateway of ${world.cloud}`);
  const [name, { price }] = smallest;
  return {
    price: sitePrice(ledger, input.world, figureId("gateway", name), priceAt(price, world.region.name)),
    amount,
    what: `gateway, size ${name}`,
  };
}

function addresses(ledger: Ledger, input: PlatformCostInput, balancers: Derived, gateways: Derived): Purchase {
  const { world } = input;
  const { zones } = input.site.plan;
  // A load balancer of AWS has an address in every zone.
  const ofBalancers = balancers.value * (world.cloud === "aws" ? zones.value : 1);
  const amount = ledger.load(`${world.id}-addresses`, quantity(ofBalancers + gateways.value, "1"), {
    rule: "public-addresses",
    from: [balancers, gateways, ...(world.cloud === "aws" ? [zones] : [])],
    because: `one for each of ${describe(balancers)} load balancers${world.cloud === "aws" ? ` in each of ${describe(zones)}` : ""} and ${describe(gateways)} gateways`,
  });
  const { publicAddress } = servicePrices(world.cloud);
  return {
    price: sitePrice(ledger, input.world, "public-address", priceAt(publicAddress, world.region.name)),
    amount,
    what: "public address",
  };
}
