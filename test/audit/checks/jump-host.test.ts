import { jumpHost } from "../../../audit/checks/jump-host";
import type { Json } from "../../../audit/facts/json";
import { outside } from "../fixture/good-objects";
import { site } from "../fixture/good-plan";
import { all, inObject, inPlan, nothing, withoutObject, type Edit } from "../fixture/output";
import { behindKong, inPlugin } from "../fixture/kong";
import { judges, type Row } from "../fixture/verdict-table";

const agent = `${site}/management/monitor/agent`;
const route = `${site}/shop/HTTPRoute/shop`;
const file = (name: string): string => `${site}/${name}`;
const ports: Json = [{ port: 9093, protocol: "TCP" }];

const peer = (namespace: string, app: string): Json => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
  podSelector: { matchLabels: { app } },
});

/** Both ends of a way into management: its own ingress, and the sender's egress. */
const wayIn = (from: Json, sender?: string, open: Json = ports): Edit =>
  all(
    inObject(file("foundation/policy-agent"), ["spec", "ingress", 0], { from: [from], ports: open }),
    sender === undefined
      ? nothing
      : inObject(file(sender), ["spec", "egress", 4], { to: [peer("monitor", "agent")], ports: open }),
  );

const guard = (path: readonly (string | number)[], value: Json | undefined): Edit =>
  inObject(file("shop/sign-in"), ["spec", ...path], value);

const networks = ["authorization", "rules", 0, "principal", "clientCIDRs"];
const rules = (groups: readonly string[]): Json => ({
  name: "rules",
  value: JSON.stringify([{ path: "/", groups }]),
});

/** The shop's pods as the jump host, behind a route with every guard. */
const door: Edit = all(
  inPlan(["podSets", "shop/web", "door"], "jump-host"),
  guard(["authorization"], {
    defaultAction: "Deny",
    rules: [{ name: "operators", action: "Allow", principal: { clientCIDRs: ["203.0.113.0/28"] } }],
  }),
  guard(["extAuth", "contextExtensions", 1], rules(["administrators"])),
);

const bad = (name: string, edit: Edit, object: string, ...says: string[]): Row => ({
  name,
  edit,
  outcome: "fail",
  object,
  says,
});

describe("who gets into management", () => {
  judges(jumpHost, [
    { name: "nobody", edit: nothing, outcome: "pass" },
    bad("a service", wayIn(peer("shop", "web"), "foundation/policy-web"), agent, "shop/Deployment/web", "9093"),
    bad("data", wayIn(peer("store", "db"), "foundation/policy-db"), agent, "store/StatefulSet/db"),
    bad("the gateway", wayIn(peer("gateway", "proxy"), "foundation/policy-proxy"), agent, "gateway/proxy"),
    bad("the internet", wayIn(outside), agent, "ingress from public addresses", "past the jump host"),
    bad(
      "everybody, because no policy closes it",
      all(withoutObject(file("foundation/closed-monitor")), withoutObject(file("foundation/policy-agent"))),
      agent,
      "ingress from the site's load balancers",
    ),
    {
      name: "traces from the gateway, which the matrix names",
      edit: wayIn(peer("gateway", "proxy"), "foundation/policy-proxy", [{ port: 4317, protocol: "TCP" }]),
      outcome: "pass",
    },
    {
      name: "the jump host",
      edit: all(door, wayIn(peer("shop", "web"), "foundation/policy-web")),
      outcome: "pass",
    },
  ]);
});

describe("who gets through the door", () => {
  judges(jumpHost, [
    { name: "administrators of the operators' networks", edit: door, outcome: "pass" },
    bad("whoever knows the address", all(door, withoutObject(file("shop/sign-in"))), route, "whoever knows"),
    bad("from everywhere", all(door, guard(["authorization"], undefined)), route, "lets in whom no rule names"),
    bad("from a network of all", all(door, guard([...networks, 0], "0.0.0.0/0")), route, "0.0.0.0/0"),
    bad("from no network named", all(door, guard(networks, undefined)), route, "takes requests from everywhere"),
    bad("nobody signed in", all(door, guard(["oidc"], undefined)), route, "spec.oidc"),
    bad("nobody asked about", all(door, guard(["extAuth"], undefined)), route, "or of everybody"),
    bad(
      "users as well",
      all(door, guard(["extAuth", "contextExtensions", 1], rules(["administrators", "users"]))),
      route,
      '"users"',
      "others than administrators",
    ),
    bad(
      "rules that are none",
      all(door, guard(["extAuth", "contextExtensions", 1, "value"], "everybody")),
      route,
      "or of everybody",
    ),
    bad(
      "bytes that nobody reads",
      all(door, inObject(file("shop/route"), ["kind"], "TCPRoute")),
      `${site}/shop/TCPRoute/shop`,
      "before anybody has said who he is",
    ),
    bad(
      "a second door",
      all(door, inPlan(["podSets", "store/db", "door"], "jump-host")),
      "plan/door/store/db",
      "is a second door",
    ),
  ]);
});

describe("who gets through a door behind Kong", () => {
  const kongDoor: Edit = all(inPlan(["podSets", "shop/web", "door"], "jump-host"), behindKong);
  const sabotaged = (name: string, edit: Edit, ...says: string[]): Row =>
    bad(name, all(kongDoor, edit), route, ...says);
  const inGuard = (field: string, value: Json | undefined): Edit => inPlugin("guard", ["config", field], value);
  const groups = (...names: readonly string[]): string => JSON.stringify([{ path: "/", groups: names }]);
  judges(jumpHost, [
    { name: "administrators of the operators' networks who signed in", edit: kongDoor, outcome: "pass" },
    sabotaged("everybody's network", inPlugin("networks", ["config", "allow"], ["0.0.0.0/0"]), "from everywhere"),
    sabotaged("no networks", inPlugin("networks", ["disabled"], true), "ip-restriction", "from everywhere"),
    sabotaged("nobody signed in", inGuard("sign_in", undefined), "config.sign_in", "need say who he is"),
    sabotaged("a guard turned off", inPlugin("guard", ["disabled"], true), "need say who he is"),
    sabotaged(
      "users as well",
      inGuard("rules", groups("administrators", "users")),
      '"users"',
      "others than administrators",
    ),
    sabotaged("no groups", inGuard("rules", undefined), "config.rules", "nobody that he may enter"),
  ]);
});
