import { grouped } from "../grouped";
import { overlap } from "./address-set";
import { hasLabels } from "./label-selector";
import {
  accountKey,
  type LinkerdAuthentication,
  type LinkerdAuthorization,
  type LinkerdCallers,
  type LinkerdServer,
} from "./linkerd-policy";
import { allPortsOf, portRange, unitePorts, type PortSet } from "./port-set";
import type { PodAddresses, Pods } from "./reachability";

/** The policies of Linkerd at one site. */
export interface LinkerdPolicies {
  readonly servers: readonly LinkerdServer[];
  readonly authentications: readonly LinkerdAuthentication[];
  readonly authorizations: readonly LinkerdAuthorization[];
  /** Namespaces that say for themselves what holds where no server is, with what they say. */
  readonly defaults: ReadonlyMap<string, string>;
  /** What holds for all others; absent where the release doesn't say. */
  readonly default: string | undefined;
  /** Ports that proxies leave alone, by namespace. */
  readonly skipped: ReadonlyMap<string, readonly number[]>;
}

/** What Linkerd's policies let through: nothing but by a server that a policy opens to whoever it names. */
export class LinkerdRules {
  readonly kind = "linkerd";
  private readonly authorizations: ReadonlyMap<string, readonly LinkerdAuthorization[]>;
  private readonly callersByKey: ReadonlyMap<string, LinkerdCallers>;
  private readonly applying = new Map<Pods, readonly LinkerdServer[]>();

  constructor(
    readonly policies: LinkerdPolicies,
    private readonly podAddresses: PodAddresses,
  ) {
    this.authorizations = grouped(policies.authorizations, ({ namespace }) => namespace);
    this.callersByKey = new Map(policies.authentications.map(({ key, callers }) => [key, callers]));
  }

  /** Ports of `to` that `from` reaches by its identity, or by lying in a network that is heard without one. */
  authorized(from: Pods, to: Pods): PortSet {
    return this.open(to, (callers) => this.admits(callers, from));
  }

  /** Ports of `to` that somebody without an identity reaches, from wherever a policy lets one. */
  inTheClear(to: Pods): PortSet {
    const skipped = this.policies.skipped.get(to.namespace) ?? [];
    return unitePorts([...skipped.map((port) => portRange("TCP", port)), this.heard(to)]);
  }

  /** The same where a proxy stands before the port: whoever is allowed without an identity is heard, and nobody else. */
  heard(to: Pods): PortSet {
    return this.open(to, ({ kind }) => kind === "networks" || kind === "unread");
  }

  /** True where a policy requires something that no file holds, which nobody meets. */
  lacks(key: string): boolean {
    return !this.callersByKey.has(key);
  }

  /** What holds on ports of pods without a server. */
  defaultIn(namespace: string): string | undefined {
    return this.policies.defaults.get(namespace) ?? this.policies.default;
  }

  private open(to: Pods, isMeant: (callers: LinkerdCallers) => boolean): PortSet {
    if (this.defaultIn(to.namespace) !== "deny") return allPortsOf("TCP");
    return unitePorts(
      this.serversOf(to).flatMap((server) => {
        if (server.accessPolicy !== "deny" || this.isOpen(server, isMeant)) {
          return [server.port === undefined ? allPortsOf("TCP") : portRange("TCP", server.port)];
        }
        return [];
      }),
    );
  }

  private isOpen(server: LinkerdServer, isMeant: (callers: LinkerdCallers) => boolean): boolean {
    return (this.authorizations.get(server.namespace) ?? []).some(
      ({ server: target, required }) =>
        (target === undefined || target === server.name) &&
        required.every((key) => {
          const callers = this.callersByKey.get(key);
          return callers !== undefined && isMeant(callers);
        }),
    );
  }

  private serversOf(to: Pods): readonly LinkerdServer[] {
    const known = this.applying.get(to);
    if (known !== undefined) return known;
    const found = this.policies.servers.filter(
      ({ namespace, selector }) => namespace === to.namespace && hasLabels(to.labels, selector),
    );
    this.applying.set(to, found);
    return found;
  }

  private admits(callers: LinkerdCallers, { namespace, account }: Pods): boolean {
    switch (callers.kind) {
      case "unread":
        return true;
      case "identities":
        return (
          callers.namespaces.includes(namespace) ||
          (account !== undefined && callers.accounts.includes(accountKey(namespace, account)))
        );
      case "networks":
        switch (this.podAddresses.kind) {
          case "known":
            return overlap(callers.addresses, this.podAddresses.addresses);
          case "unknown":
            return true;
        }
    }
  }
}
