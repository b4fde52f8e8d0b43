import type { Facts } from "../../../audit";
import { mesh } from "../../../audit/checks/mesh";
import { zoneMatrix } from "../../../audit/checks/zone-matrix";
import type { Json } from "../../../audit/facts/json";
import { complaints, inManifest, realFacts, type Sabotage } from "../recovery/real-output";

const facts = realFacts();
const site = "eu-west-par";

const enrolled = ["metadata", "labels", "istio.io/dataplane-mode"] as const;

const inPlan =
  (change: (plan: Facts["plan"]) => Partial<Facts["plan"]>): Sabotage =>
  (all) => ({ ...all, plan: { ...all.plan, ...change(all.plan) } });

const withObject =
  (kind: string, namespace: string, spec: Json): Sabotage =>
  (all) => ({
    ...all,
    kubernetes: {
      ...all.kubernetes,
      [`${site}/${namespace}/${kind}/extra`]: {
        site,
        namespace,
        kind,
        name: "extra",
        release: "mesh",
        file: "extra.yaml",
        object: { apiVersion: "security.istio.io/v1", kind, metadata: { name: "extra", namespace }, spec },
      },
    },
  });

test("what is synthesized passes, and every path past the tunnel is noted by name", () => {
  expect(complaints(mesh, facts)).toEqual([]);
  const notes = mesh.judge(facts).flatMap((verdict) => (verdict.outcome === "pass" ? (verdict.note ?? []) : []));
  for (const path of ["kubelet-probes", "admission-calls", "public-entry", "outside-databases", "name-resolution"]) {
    expect(notes.filter((note) => note.startsWith(`past the tunnel, ${path}: `))).toHaveLength(2);
  }
});

test.each<readonly [string, Sabotage, string]>([
  [
    "a namespace that isn't enrolled",
    inManifest(`${site}/_cluster/Namespace/files`, enrolled, undefined),
    "is missing: the namespace's pods would speak in the clear",
  ],
  [
    "a namespace that the plan leaves out and a label takes in",
    inManifest(`${site}/_cluster/Namespace/databases`, enrolled, "ambient"),
    "takes a namespace into the mesh that the plan leaves out",
  ],
  [
    "a namespace of which the plan says nothing",
    inPlan(({ namespaces }) => ({
      namespaces: { ...namespaces, portal: { zone: "services", podSecurity: { level: "restricted" } } },
    })),
    "says neither that the namespace takes part in the mesh nor why it doesn't",
  ],
  [
    "pods that stay out of it",
    inManifest(`${site}/portal/Deployment/portal-web`, ["spec", "template", ...enrolled], "none"),
    "keeps the pods out of the mesh",
  ],
  [
    "a mesh that takes strangers",
    inManifest(`${site}/istio-system/PeerAuthentication/default`, ["spec", "mtls", "mode"], "PERMISSIVE"),
    "does not ask mutual TLS of every pod",
  ],
  [
    "no mutual TLS at all",
    inManifest(`${site}/istio-system/PeerAuthentication/default`, [], undefined),
    "does not ask mutual TLS of every pod",
  ],
  [
    "a port in the clear that no flow declares",
    inManifest(
      `${site}/envoy-gateway-system/PeerAuthentication/envoy-gateway-proxy`,
      ["spec", "portLevelMtls", "19001"],
      { mode: "PERMISSIVE" },
    ),
    '"TCP 19001" lets callers without an identity speak to envoy-gateway/proxy',
  ],
  [
    "ports in the clear without the pods' own STRICT",
    inManifest(`${site}/envoy-gateway-system/PeerAuthentication/envoy-gateway-proxy`, ["spec", "mtls"], undefined),
    "is not STRICT, so that ports which it doesn't name are open to strangers or shut to everyone",
  ],
  [
    "a port for the API server that is shut to it",
    inManifest(`${site}/gatekeeper-system/PeerAuthentication/gatekeeper-webhook`, [], undefined),
    "refuses callers without an identity, and this flow comes from one",
  ],
  [
    "nothing that denies by default",
    inManifest(`${site}/istio-system/AuthorizationPolicy/allow-nothing`, [], undefined),
    "is missing that allows nothing",
  ],
  [
    "a flow without permission",
    inManifest(`${site}/openbao/AuthorizationPolicy/openbao-server`, ["spec", "rules"], []),
    "is allowed by no AuthorizationPolicy",
  ],
  [
    "a flow without an opening",
    inManifest(`${site}/openbao/NetworkPolicy/openbao-server`, ["spec", "ingress"], []),
    "is closed: no network policy lets the tunnel through",
  ],
  [
    "probes that are shut out",
    inManifest(`${site}/portal/NetworkPolicy/portal-web`, ["spec", "ingress"], []),
    "is closed to the address from which the mesh lets the kubelet's probes come",
  ],
  [
    "a policy that says more than is understood",
    withObject("AuthorizationPolicy", "mail", {
      rules: [{ when: [{ key: "source.ip", values: ["10.0.0.0/8"] }] }],
    }),
    "undecided: spec: says more than which identities reach which ports",
  ],
  [
    "a tunnel that isn't installed",
    (all) => ({
      ...all,
      releases: Object.fromEntries(Object.entries(all.releases).filter(([, { name }]) => name !== "ztunnel")),
    }),
    '"ztunnel" is installed by no stack of the site',
  ],
  [
    "a plugin that takes nobody in",
    (all) => ({
      ...all,
      releases: Object.fromEntries(
        Object.entries(all.releases).map(([id, release]) => [
          id,
          release.name === "istio-cni" ? { ...release, values: [{ ambient: { enabled: false } }] } : release,
        ]),
      ),
    }),
    "is not true, so that no pod is taken into the mesh",
  ],
])("%s is found", (_, sabotage, expected) => {
  expect(complaints(mesh, sabotage(facts)).join("\n")).toContain(expected);
});

test("within a tunnel one port more is an undeclared path", () => {
  const wider = withObject("AuthorizationPolicy", "openbao", {
    selector: { matchLabels: { "app.kubernetes.io/name": "openbao" } },
    rules: [{ from: [{ source: { namespaces: ["cert-manager"] } }], to: [{ operation: { ports: ["8201"] } }] }],
  });
  // Where OpenBao listens is said by its footprint, which isn't among these files.
  expect(complaints(zoneMatrix, facts).filter((complaint) => complaint.startsWith("fail"))).toEqual([]);
  expect(complaints(zoneMatrix, wider(facts)).join("\n")).toContain(
    'cert-manager/controller -> openbao/server: "TCP 8201"',
  );
});

test("pods of one namespace are told apart by their accounts", () => {
  const byNamespace = inManifest(
    `${site}/openbao/AuthorizationPolicy/openbao-server`,
    ["spec", "rules"],
    [{ from: [{ source: { namespaces: ["openbao"] } }], to: [{ operation: { ports: ["8200", "8201"] } }] }],
  );
  expect(complaints(zoneMatrix, byNamespace(facts)).join("\n")).toMatch(/secrets-save -> openbao\/server: "TCP 8201"/);
});
