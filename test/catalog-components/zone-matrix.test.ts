import fc from "fast-check";
import { isOpen, openTo, standingExceptions, zoneOpenings, type End } from "../../catalog/zone-matrix";
import { zones } from "../../language";

const allowed: readonly (readonly [End, End, number, string])[] = [
  ["internet", "edge", 443, "internet-to-edge"],
  ["internet", "load-balancers", 25, "internet-to-edge"],
  ["edge", "dmz", 10443, "edge-to-dmz"],
  ["load-balancers", "dmz", 10025, "edge-to-dmz"],
  ["dmz", "services", 8080, "dmz-to-services"],
  ["services", "data", 5432, "services-to-data"],
  ["jump-host", "mgmt", 443, "jump-host-to-mgmt"],
  ["mgmt", "data", 8200, "mgmt-to-all"],
  ["mgmt", "dmz", 19001, "mgmt-to-all"],
  ["mgmt", "edge", 80, "mgmt-to-all"],
  ["mgmt", "all-pods", 8080, "mgmt-to-all"],
  ["mgmt", "nodes", 9100, "mgmt-to-all"],
  ["mgmt", "kubernetes-api", 443, "mgmt-to-all"],
  ["mgmt", "cluster-dns", 9153, "mgmt-to-all"],
  ["data", "data", 5432, "within-data"],
  ["edge", "edge", 8443, "within-edge"],
  ["mgmt", "mgmt", 9090, "mgmt-to-all"],
  ["services", "services", 7800, "within-services"],
  ["dmz", "dmz", 18000, "within-dmz"],
  ["data", "cluster-dns", 53, "name-resolution"],
  ["services", "cluster-dns", 53, "name-resolution"],
  ["data", "kubernetes-api", 443, "cluster-api"],
  ["dmz", "kubernetes-api", 6443, "cluster-api"],
  ["data", "object-storage", 443, "backup-target"],
  ["mgmt", "object-storage", 443, "log-store"],
  ["dmz", "mgmt", 4317, "traces"],
  ["services", "mgmt", 8086, "mesh-control"],
  ["services", "mgmt", 9090, "metering"],
  ["dmz", "data", 8200, "secrets-administration"],
  ["services", "object-storage", 443, "service-objects"],
  ["data", "key-service", 5696, "key-service"],
  ["services", "internet", 25, "outgoing-mail"],
  ["services", "internet", 443, "virus-signatures"],
  ["mgmt", "internet", 443, "certificates-and-modules"],
  ["dmz", "internet", 443, "certificates-and-modules"],
  ["mgmt", "internet", 587, "alert-mail"],
  ["nodes", "mgmt", 10250, "admission-calls"],
  ["kubernetes-api", "dmz", 9443, "admission-calls"],
  ["nodes", "data", 8000, "kubelet-probes"],
  ["data", "other-site", 5432, "database-replication-out"],
  ["other-site", "data", 5432, "database-replication-in"],
];

const forbidden: readonly (readonly [End, End, number])[] = [
  ["internet", "dmz", 443],
  ["internet", "services", 443],
  ["internet", "data", 5432],
  ["internet", "mgmt", 443],
  ["internet", "nodes", 22],
  ["internet", "kubernetes-api", 443],
  ["edge", "services", 8080],
  ["edge", "data", 5432],
  ["edge", "mgmt", 443],
  ["load-balancers", "services", 8080],
  ["dmz", "data", 5432],
  ["dmz", "mgmt", 443],
  ["dmz", "edge", 80],
  ["dmz", "object-storage", 443],
  ["dmz", "internet", 25],
  ["services", "dmz", 10443],
  ["services", "mgmt", 9093],
  ["services", "mgmt", 3000],
  ["services", "edge", 443],
  ["services", "internet", 80],
  ["services", "internet", 8443],
  ["services", "kubernetes-api", 443],
  ["services", "key-service", 443],
  ["services", "cluster-dns", 9153],
  ["services", "all-pods", 8080],
  ["data", "services", 8080],
  ["data", "dmz", 10443],
  ["data", "mgmt", 9090],
  ["data", "edge", 443],
  ["data", "internet", 443],
  ["data", "internet", 25],
  ["data", "nodes", 10250],
  ["data", "object-storage", 80],
  ["data", "other-site", 22],
  ["mgmt", "internet", 25],
  ["services", "internet", 587],
  ["mgmt", "key-service", 5696],
  ["jump-host", "data", 5432],
  ["other-site", "services", 5432],
  ["other-site", "data", 8200],
  ["kubernetes-api", "data", 9443],
  ["nodes", "internet", 443],
];

test.each(allowed)("%s may reach %s on %i: %s", (from, to, port, by) => {
  expect(isOpen(from, to, port)).toEqual({ kind: "allowed", by });
});

test.each(forbidden)("%s may not reach %s on %i", (from, to, port) => {
  expect(isOpen(from, to, port)).toEqual({ kind: "forbidden" });
});

test("a sender that is a door besides lying in a zone may what either may, and no more", () => {
  expect(openTo(["dmz", "jump-host"], "mgmt", 3000)).toEqual({ kind: "allowed", by: "jump-host-to-mgmt" });
  expect(openTo(["dmz", "jump-host"], "cluster-dns", 53)).toEqual({ kind: "allowed", by: "name-resolution" });
  expect(openTo(["dmz", "jump-host"], "data", 5432)).toEqual({ kind: "forbidden" });
  expect(openTo(["dmz"], "mgmt", 3000)).toEqual({ kind: "forbidden" });
});

test("every opening and exception has a name of its own and a reason, and is shown to open something", () => {
  const openings = [...zoneOpenings, ...standingExceptions];
  const names = openings.map(({ id }) => id);
  expect(new Set(names).size).toBe(names.length);
  expect(openings.filter(({ reason }) => reason === "")).toEqual([]);
  const shown = new Set(allowed.map(([, , , by]) => by));
  expect(names.filter((name) => !shown.has(name))).toEqual([]);
});

test("the data zone opens no connection into another zone or the internet, on any port", () => {
  const others = fc.constantFrom<End>(
    ...zones.filter((zone) => zone !== "data"),
    "internet",
    "nodes",
    "load-balancers",
  );
  fc.assert(
    fc.property(
      others,
      fc.integer({ min: 1, max: 65_535 }),
      (to, port) => isOpen("data", to, port).kind === "forbidden",
    ),
  );
});

test("from outside only the edge is open, on any port", () => {
  const inside = fc.constantFrom<End>(
    ...zones.filter((zone) => zone !== "edge"),
    "nodes",
    "kubernetes-api",
    "all-pods",
  );
  fc.assert(
    fc.property(
      inside,
      fc.integer({ min: 1, max: 65_535 }),
      (to, port) => isOpen("internet", to, port).kind === "forbidden",
    ),
  );
});
