import { availability } from "../../../../constructs/platform/alerts/availability";
import { serviceDashboard } from "../../../../constructs/platform/dashboards/service-dashboard";
import oost from "../../../../environments/noveu-oost";
import { servicesOf } from "../../../../suites";

const routes = ["portal", "portal-api"];
const [group] = availability("portal", { gateway: "kong", namespace: "portal", routes, objective: 0.999 });
const [recording] = group?.rules ?? [];

test("at Kong failures are counted by route and code", () => {
  expect(recording?.expression).toContain(
    'kong_http_requests_total{route=~"httproute[.]portal[.](portal|portal-api)[.].+",code=~"5.."}[5m]',
  );
});

test("the dashboard of a service behind Kong shows what Kong counts, and nothing of Envoy's", () => {
  const [service] = servicesOf(oost).filter(({ name }) => name === "portal");
  if (service === undefined) throw new Error("no portal");
  const text = serviceDashboard({ gateway: "kong", service, objective: 0.999, namespaces: "portal" });
  expect(text).toContain("kong_http_requests_total");
  expect(text).toContain("kong_request_latency_ms_bucket");
  expect(text).not.toContain("envoy_");
});
