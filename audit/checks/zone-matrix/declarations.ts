import type { Flow, Party } from "../../../language";
import type { Facts } from "../../facts";
import { portsOf, whereabouts, type Outsider } from "../../network/party-areas";
import { noPorts, unitePorts, type PortSet } from "../../network/port-set";
import type { KnownPods, Site } from "../../network/site";
import type { Area } from "../../network/site-network";

/** A party as one cluster sees it: pods, or addresses outside them. */
export type Side =
  | { readonly kind: "pods"; readonly pods: readonly KnownPods[] }
  | { readonly kind: "outside"; readonly outsider: Outsider };

/** Who a party is at a site. */
export function sideOf(party: Party, { pods }: Site): Side {
  switch (party.kind) {
    case "pods":
      return { kind: "pods", pods: pods.filter(({ sets }) => sets.includes(party.id)) };
    case "all-pods":
      return { kind: "pods", pods: pods.filter(isOurs) };
    case "cluster-dns":
      return { kind: "pods", pods: pods.filter(({ origin }) => origin === "name-server") };
    case "internet":
    case "load-balancers":
    case "nodes":
    case "kubernetes-api":
    case "object-storage":
    case "key-service":
      return { kind: "outside", outsider: party.kind };
  }
}

/** True for pods that the plan answers for. */
export const isOurs = ({ origin }: KnownPods): boolean => {
  switch (origin) {
    case "synthesized":
    case "declared":
      return true;
    case "name-server":
    case "other-system":
      return false;
  }
};

/** Which ports the plan's flows open at a site, by who is at the ends. */
export class Declarations {
  private readonly ports = new Map<string, PortSet[]>();

  constructor(
    facts: Pick<Facts, "plan">,
    private readonly site: Site,
  ) {
    for (const flow of Object.values(facts.plan.flows)) this.add(flow);
  }

  between(from: KnownPods, to: KnownPods): PortSet {
    return unitePorts(
      names(from).flatMap((source) => names(to).flatMap((target) => this.ports.get(`${source}>${target}`) ?? noPorts)),
    );
  }

  toArea(from: KnownPods, area: Area): PortSet {
    return unitePorts(names(from).flatMap((source) => this.ports.get(`${source}>@${area}`) ?? noPorts));
  }

  fromArea(area: Area, to: KnownPods): PortSet {
    return unitePorts(names(to).flatMap((target) => this.ports.get(`@${area}>${target}`) ?? noPorts));
  }

  private add(flow: Flow): void {
    for (const source of this.ends(flow.from)) {
      for (const target of this.ends(flow.to)) {
        const key = `${source}>${target}`;
        const known = this.ports.get(key);
        if (known === undefined) this.ports.set(key, [portsOf(flow)]);
        else known.push(portsOf(flow));
      }
    }
  }

  private ends(party: Party): readonly string[] {
    switch (party.kind) {
      case "pods":
        return [party.id];
      case "all-pods":
      case "cluster-dns":
        return [`*${party.kind}`];
      case "internet":
      case "load-balancers":
      case "nodes":
      case "kubernetes-api":
      case "object-storage":
      case "key-service":
        return whereabouts(party.kind, this.site.networks).covered.map((area) => `@${area}`);
    }
  }
}

const names = (pods: KnownPods): readonly string[] => [
  ...pods.sets,
  "*all-pods",
  ...(pods.origin === "name-server" ? ["*cluster-dns"] : []),
];
