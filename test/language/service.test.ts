import { defineService, figure, quantity, Refusal, type ServiceDefinition } from "../../language";
import { portal } from "../../suites/noveu/portal";

const refusalOf = (service: ServiceDefinition): string => {
  try {
    defineService(service);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return "";
};

const [web] = Object.values(portal.workloads);
if (web === undefined) throw new Error("the portal has no workload");

test("a declared service comes back unchanged", () => {
  expect(defineService(portal)).toBe(portal);
});

test("every reference that leads nowhere is reported, with what there is", () => {
  expect(
    refusalOf({
      ...portal,
      name: "Portal_1",
      exposes: [
        { kind: "https", label: "portal", workload: "wep", port: "http", access: "signed-in" },
        { kind: "tcp", label: "portal", publicPort: 25, workload: "web", port: "smtp" },
      ],
      workloads: {
        web: {
          ...web,
          user: { uid: 0, gid: 0 },
          mounts: [{ volume: "cash", path: "/tmp" }],
          metrics: { port: "metrics", path: "/" },
        },
      },
    }),
  ).toBe(
    [
      'service "Portal_1" is refused: 6 mistakes',
      '✖ name: "Portal_1" is not a DNS label of at most 20 characters',
      "  → use lower-case letters, digits and hyphens, starting with a letter",
      '✖ exposes.0.workload: "wep" is no workload of this service',
      "  → use one of: web",
      '✖ exposes.1.port: "smtp" is no port of this workload',
      "  → use one of: http",
      '✖ workloads.web.mounts: "cash" is no volume of this workload',
      "  → use one of: cache, files",
      '✖ workloads.web.probes: "metrics" is no port of this workload',
      "  → use one of: http",
      "✖ workloads.web.user.uid: 0 is root",
      "  → name the image's unprivileged user",
    ].join("\n"),
  );
});

test("a workload that runs on and on needs probes", () => {
  const { probes: _, ...unwatched } = web;
  expect(refusalOf({ ...portal, workloads: { web: unwatched } })).toContain("workloads.web.probes: are missing");
});

test("a name that leads to another protocol leads to nothing else", () => {
  const traffic = figure(quantity(1, "Mbit/s/user"), "a test", { kind: "decision", ref: "a test", date: "2026-11-22" });
  const stream = { kind: "tls", label: "media", workload: "web", port: "http", traffic } as const;
  const web = { kind: "https", label: "media", workload: "web", port: "http", access: "signed-in" } as const;
  expect(refusalOf({ ...portal, exposes: [web, stream] })).toContain(
    'exposes.1.label: "media" is the name of another exposure on port 443 too',
  );
  expect(refusalOf({ ...portal, exposes: [stream, stream] })).toContain("exposes.0.label");
  expect(refusalOf({ ...portal, exposes: [{ ...stream, port: "smtp" }] })).toContain("exposes.0.port");
  expect(refusalOf({ ...portal, exposes: [stream, { ...web, label: "portal" }] })).toBe("");
});

test("of two workloads under one name requests must tell which is meant", () => {
  const exposure = { kind: "https", label: "portal", workload: "web", port: "http", access: "signed-in" } as const;
  expect(refusalOf({ ...portal, exposes: [exposure, exposure] })).toContain(
    'exposes.0.requests: are missing, and "portal" leads to 2 workloads',
  );
  const requests = [{ kind: "prefix", path: "/a" }] as const;
  expect(refusalOf({ ...portal, exposes: [{ ...exposure, requests }, exposure] })).toContain("exposes.1.requests");
  expect(
    refusalOf({
      ...portal,
      exposes: [
        { ...exposure, requests },
        { ...exposure, requests },
      ],
    }),
  ).toBe("");
});
