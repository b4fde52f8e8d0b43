import type { BusCallOut, CallOut, CallOutHop, Entrance, HopPlan, PathPlan } from "../../language";
import type { Fields } from "./fields";
import type { JsonPath } from "./json";

/** What the plan says of ways that data takes from end to end. */
export const pathsAt = (plan: Fields): Readonly<Record<string, PathPlan>> =>
  plan.members(["paths"], (path) => ({
    flow: plan.oneOf(["mail-receipt", "authentication", "synchronous", "asynchronous"], ...path, "flow"),
    title: plan.text(...path, "title"),
    hops: plan.members([...path, "hops"], (hop) => hopAt(plan, hop)),
  }));

function hopAt(plan: Fields, path: JsonPath): HopPlan {
  const name = plan.text(...path, "name");
  const kind = plan.oneOf(["edge", "call-out", "record", "open"], ...path, "kind");
  switch (kind) {
    case "edge":
      return {
        kind,
        name,
        flows: plan.texts(...path, "flows"),
        passage: plan.oneOf(["load-balancer", "route", "call"], ...path, "passage"),
        entrance: entranceAt(plan, [...path, "entrance"]),
      };
    case "call-out":
      return {
        kind,
        name,
        asks: callOutAt(plan, [...path, "asks"]),
        unanswered: unansweredAt(plan, [...path, "unanswered"]),
      };
    case "record":
      return {
        kind,
        name,
        by: plan.text(...path, "by"),
        events: plan.texts(...path, "events"),
        keeper: plan.text(...path, "keeper"),
      };
    case "open":
      return {
        kind,
        name,
        at: plan.text(...path, "at"),
        because: plan.text(...path, "because"),
        wayOut: plan.text(...path, "wayOut"),
      };
  }
}

function unansweredAt(plan: Fields, path: JsonPath): CallOutHop["unanswered"] {
  const kind = plan.oneOf(["refuses", "defers", "asks-nobody", "goes-on"], ...path, "kind");
  switch (kind) {
    case "refuses":
    case "defers":
    case "asks-nobody":
      return { kind };
    case "goes-on":
      return { kind, because: plan.text(...path, "because") };
  }
}

function entranceAt(plan: Fields, path: JsonPath): Entrance<Readonly<Record<string, string>>> {
  const kind = plan.oneOf(["hops-alone", "credentials"], ...path, "kind");
  switch (kind) {
    case "hops-alone":
      return { kind, others: plan.texts(...path, "others") };
    case "credentials":
      return { kind, because: plan.text(...path, "because") };
  }
}

const callOuts: readonly [CallOut["kind"], ...CallOut["kind"][]] = [
  "firewall",
  "rate-limit",
  "circuit-breaker",
  "sign-in",
  "token",
  "authorization",
  "sender-check",
  "spam-filter",
  "virus-scan",
  "virus-verdict",
  "publisher",
  "stream",
  "delivery",
  "dead-letters",
  "database-session",
  "cache-session",
];

function callOutAt(plan: Fields, path: JsonPath): CallOut {
  const kind = plan.oneOf(callOuts, ...path, "kind");
  switch (kind) {
    case "firewall":
    case "rate-limit":
    case "circuit-breaker":
    case "sign-in":
    case "token":
    case "authorization":
      return { kind, before: plan.text(...path, "before") };
    case "sender-check":
    case "spam-filter":
      return { kind, within: plan.text(...path, "within") };
    case "virus-scan":
    case "virus-verdict":
      return { kind, within: plan.text(...path, "within"), of: plan.text(...path, "of") };
    case "publisher":
    case "stream":
    case "delivery":
    case "dead-letters":
      return {
        kind,
        publisher: plan.text(...path, "publisher"),
        subscription: subscriptionAt(plan, [...path, "subscription"]),
      };
    case "database-session":
    case "cache-session":
      return { kind, service: plan.text(...path, "service") };
  }
}

const subscriptionAt = (plan: Fields, path: JsonPath): BusCallOut["subscription"] => ({
  service: plan.text(...path, "service"),
  name: plan.text(...path, "name"),
  topic: { service: plan.text(...path, "topic", "service"), name: plan.text(...path, "topic", "name") },
  worker: plan.text(...path, "worker"),
});
