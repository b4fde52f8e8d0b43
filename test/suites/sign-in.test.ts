import oost from "../../environments/noveu-oost";
import zuid from "../../environments/noveu-zuid";
import { asksAuthorization } from "../../language";
import { flowsOf } from "../../planning/flows";
import { servicesOf } from "../../suites";

const behindKong = servicesOf(oost);
const asking = behindKong.filter(asksAuthorization);
const flows = Object.values(flowsOf(oost).flows);

test("at Kong what signs people in stands beside each service that asks for it, with a key of its own", () => {
  expect(asking.map(({ name }) => name)).toEqual(expect.arrayContaining(["ops", "portal"]));
  for (const { workloads, secrets } of asking) {
    expect(workloads["sign-in"]).toMatchObject({ reaches: ["oidc"], egress: [], running: { kind: "stateless" } });
    expect(secrets["sign-in"]).toEqual({ keys: { "cookie-secret": 32 } });
  }
});

test("a service that asks for nothing has none, and Envoy needs none", () => {
  const others = behindKong.filter((service) => !asksAuthorization(service));
  expect(others.filter(({ workloads }) => "sign-in" in workloads)).toEqual([]);
  expect(servicesOf(zuid).filter(({ workloads }) => "sign-in" in workloads)).toEqual([]);
});

test("Kong asks OPA over HTTP and may not ask otherwise, and reaches what signs people in", () => {
  const ways = flows
    .filter(({ from }) => from.kind === "pods" && from.id === "kong/proxy")
    .flatMap(({ to, port }) => (to.kind === "pods" ? [`${to.id}:${String(port)}`] : []));
  expect(ways).toEqual(expect.arrayContaining(["authorization/opa:8181", "portal/sign-in:4180", "ops/sign-in:4180"]));
  expect(ways).not.toContain("authorization/opa:9191");
});

test("OPA takes one question over HTTP, by rules of its own; at Envoy it listens to nobody outside the pod", () => {
  const opa = (services: typeof behindKong): readonly string[] =>
    services.find(({ name }) => name === "authorization")?.workloads["opa"]?.arguments ?? [];
  expect(opa(behindKong)).toEqual(
    expect.arrayContaining(["--addr=0.0.0.0:8181", "--authorization=basic", "/policies/questions.rego"]),
  );
  expect(opa(servicesOf(zuid))).toContain("--addr=localhost:8181");
  expect(opa(servicesOf(zuid))).not.toContain("/policies/questions.rego");
});
