import type { Finding } from "../../check";
import type { TenantPortion } from "../../facts";
import { listAt, textAt, type Json } from "../../facts/json";
import { objectsOf } from "./objects";

/**
 * Names that a tenant's listeners, routes and certificates take lie in its own domain, or are those by which the platform lets
 * its services be looked up: the tenant's id, a label, and the platform's domain. Those
 * inside the cluster lie in the namespace that takes them: the event bus knows everyone by nothing else.
 */
export function nameFindings({ tenant, domain, facts }: TenantPortion): readonly Finding[] {
  const platform = textAt(facts.plan.environment, "domain") ?? "";
  const lookedUp = (name: string): boolean => {
    const [first, label = "", ...rest] = name.split(".");
    return first === tenant && label !== "" && label !== "*" && platform !== "" && rest.join(".") === platform;
  };
  const isOwn = (name: string): boolean => name === domain || name.endsWith(`.${domain}`) || lookedUp(name);
  return objectsOf(facts, "ListenerSet", "HTTPRoute", "TLSRoute", "TCPRoute", "Certificate").flatMap(
    ([where, { kind, object }]) => {
      const names = namesOf(kind, object);
      const inside = `.${textAt(object, "metadata", "namespace") ?? "?"}.svc.cluster.local`;
      return [
        ...names
          .filter((name) => !isOwn(name) && !(kind === "Certificate" && name.endsWith(inside)))
          .map((value): Finding => ({
            where,
            value,
            why: `lies outside "${domain}", the tenant's own domain`,
            wayOut: "take a name of the tenant's domain",
          })),
        ...(names.length > 0
          ? []
          : [
              {
                where,
                why: "takes connections whatever name they ask for, those of other tenants among them",
                wayOut: "name the hosts, or let a service between tenants take the port",
              },
            ]),
      ];
    },
  );
}

function namesOf(kind: string, object: Json): readonly string[] {
  const named =
    kind === "ListenerSet"
      ? listAt(object, "spec", "listeners").map((listener) => textAt(listener, "hostname") ?? "*")
      : listAt(object, "spec", kind === "Certificate" ? "dnsNames" : "hostnames");
  return named.filter((name) => typeof name === "string");
}
