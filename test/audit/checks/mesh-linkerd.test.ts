import type { Facts } from "../../../audit";
import { mesh } from "../../../audit/checks/mesh";
import { zoneMatrix } from "../../../audit/checks/zone-matrix";
import type { Json, JsonPath } from "../../../audit/facts/json";
import oost from "../../../environments/noveu-oost";
import { defineEnvironment } from "../../../index";
import { change } from "../fixture/output";
import { complaints, inManifest, realFacts, type Sabotage } from "../recovery/real-output";

const facts = realFacts(oost);
const site = "polder";
const enrolled = ["metadata", "annotations", "linkerd.io/inject"] as const;

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
        object: { apiVersion: "policy.linkerd.io/v1alpha1", kind, metadata: { name: "extra", namespace }, spec },
      },
    },
  });

const withValue =
  (release: string, path: JsonPath, value: Json): Sabotage =>
  (all) => ({
    ...all,
    releases: Object.fromEntries(
      Object.entries(all.releases).map(([id, each]) => [
        id,
        each.name === release ? { ...each, values: each.values.map((values) => change(values, path, value)) } : each,
      ]),
    ),
  });

test("what is synthesized passes, and every path past the proxies is noted by name", () => {
  expect(complaints(mesh, facts)).toEqual([]);
  const notes = mesh.judge(facts).flatMap((verdict) => (verdict.outcome === "pass" ? (verdict.note ?? []) : []));
  for (const path of [
    "kubelet-probes",
    "admission-calls",
    "public-entry",
    "outside-databases",
    "outside-cert-manager",
  ]) {
    expect(notes.filter((note) => note.startsWith(`past the tunnel, ${path}: `))).toHaveLength(1);
  }
  expect(notes.filter((note) => note.startsWith("an edge release: "))).toHaveLength(1);
});

test.each<readonly [string, Sabotage, string]>([
  [
    "a namespace that isn't enrolled",
    inManifest(`${site}/_cluster/Namespace/files`, enrolled, undefined),
    "is missing: the namespace's pods would speak in the clear",
  ],
  [
    "a namespace that the plan leaves out and an annotation takes in",
    inManifest(`${site}/_cluster/Namespace/databases`, enrolled, "enabled"),
    "takes a namespace into the mesh that the plan leaves out",
  ],
  [
    "pods that stay out of it",
    inManifest(`${site}/portal/Deployment/portal-web`, ["spec", "template", ...enrolled], "disabled"),
    "keeps the pods out of the mesh",
  ],
  [
    "a flow without a policy",
    inManifest(`${site}/vault/AuthorizationPolicy/vault-server-8200`, [], undefined),
    "is allowed by no AuthorizationPolicy",
  ],
  [
    "a flow without a server",
    inManifest(`${site}/vault/Server/vault-server-8200`, [], undefined),
    "is allowed by no AuthorizationPolicy",
  ],
  [
    "a policy that requires what isn't there",
    inManifest(`${site}/vault/MeshTLSAuthentication/vault-server-8200`, [], undefined),
    "does not exist, so that nobody may enter",
  ],
  [
    "a policy that requires nothing",
    inManifest(`${site}/vault/AuthorizationPolicy/vault-server-8200`, ["spec", "requiredAuthenticationRefs"], []),
    "requires nothing, so that everybody may enter",
  ],
  [
    "a policy for a whole namespace",
    withObject("AuthorizationPolicy", "vault", {
      targetRef: { kind: "Namespace", name: "vault" },
      requiredAuthenticationRefs: [{ kind: "MeshTLSAuthentication", name: "vault-server-8200" }],
    }),
    "is for more than one server",
  ],
  [
    "a server that takes anybody in plain",
    inManifest(`${site}/vault/Server/vault-server-8200`, ["spec", "accessPolicy"], "all-unauthenticated"),
    "lets callers in whom no policy names",
  ],
  [
    "networks that hold more than the nodes",
    inManifest(
      `${site}/portal/NetworkAuthentication/portal-web-3000-clear`,
      ["spec", "networks"],
      [{ cidr: "10.0.0.0/8" }],
    ),
    "holds more than the nodes",
  ],
  [
    "a port for the API server that is shut to it",
    inManifest(
      `${site}/_cluster/Namespace/gatekeeper-system`,
      ["metadata", "annotations", "config.linkerd.io/skip-inbound-ports"],
      undefined,
    ),
    "refuses callers without an identity, and this flow comes from one",
  ],
  [
    "a probed port that is shut to the kubelet",
    inManifest(`${site}/portal/AuthorizationPolicy/portal-web-3000-clear`, [], undefined),
    "refuses callers without an identity, and this flow comes from one",
  ],
  [
    "a public port that the proxy stands before",
    inManifest(
      `${site}/_cluster/Namespace/kong`,
      ["metadata", "annotations", "config.linkerd.io/skip-inbound-ports"],
      undefined,
    ),
    "refuses callers without an identity",
  ],
  [
    "a port past the proxy that no flow declares",
    inManifest(
      `${site}/_cluster/Namespace/vault`,
      ["metadata", "annotations", "config.linkerd.io/skip-inbound-ports"],
      "8200",
    ),
    "leaves ports without a proxy before them to which neither the world nor the API server comes",
  ],
  [
    "a namespace that lets everybody in by default",
    inManifest(
      `${site}/_cluster/Namespace/vault`,
      ["metadata", "annotations", "config.linkerd.io/default-inbound-policy"],
      "all-unauthenticated",
    ),
    "lets in whom no policy names, on every port without a server",
  ],
  [
    "identities that are patterns",
    withObject("MeshTLSAuthentication", "mail", { identities: ["*"] }),
    "undecided: spec: says more than which identities or networks reach which port",
  ],
  [
    "a flow without an opening",
    inManifest(`${site}/vault/NetworkPolicy/vault-server`, ["spec", "ingress"], []),
    "is closed: no network policy lets the tunnel through",
  ],
  [
    "probes that are shut out",
    inManifest(`${site}/portal/NetworkPolicy/portal-web`, ["spec", "ingress"], []),
    "is closed to the address from which the mesh lets the kubelet's probes come",
  ],
  [
    "a mesh that lets everybody in by default",
    withValue("linkerd-control-plane", ["proxy", "defaultInboundPolicy"], "all-authenticated"),
    "is not deny: whoever reaches a pod would reach all of its ports",
  ],
  [
    "pods that may start without a proxy",
    withValue("linkerd-control-plane", ["webhookFailurePolicy"], "Ignore"),
    "is not Fail: a pod that starts while nobody answers has no proxy",
  ],
  [
    "a mesh that calls home",
    withValue("linkerd-control-plane", ["disableHeartBeat"], false),
    "the mesh would call its vendor every day",
  ],
  [
    "a plugin that isn't installed",
    (all) => ({
      ...all,
      releases: Object.fromEntries(Object.entries(all.releases).filter(([, { name }]) => name !== "linkerd-cni")),
    }),
    '"linkerd-cni" is installed by no stack of the site',
  ],
])("%s is found", (_, sabotage, expected) => {
  expect(complaints(mesh, sabotage(facts)).join("\n")).toContain(expected);
});

test("pods left out that would be taken in are found, and the path past them is noted by name", () => {
  const behindEnvoy = realFacts(defineEnvironment({ ...oost.facts, parts: { ...oost.facts.parts, gateway: "envoy" } }));
  expect(complaints(mesh, behindEnvoy)).toEqual([]);
  const notes = mesh.judge(behindEnvoy).flatMap((verdict) => (verdict.outcome === "pass" ? (verdict.note ?? []) : []));
  expect(notes).toContainEqual(expect.stringMatching(/^past the tunnel, outside-envoy-gateway-controller: /));
  const enrolled = withValue("envoy-gateway", ["deployment", "pod", "annotations", "linkerd.io/inject"], "enabled");
  expect(complaints(mesh, enrolled(behindEnvoy)).join("\n")).toContain("would be taken in when they start anew");
});

test("an identity more on a server is an undeclared path", () => {
  const wider = inManifest(
    `${site}/vault/MeshTLSAuthentication/vault-server-8201`,
    ["spec", "identityRefs"],
    [{ kind: "Namespace", name: "external-secrets" }],
  );
  expect(complaints(zoneMatrix, facts).filter((complaint) => complaint.startsWith("fail"))).toEqual([]);
  const found: Facts = wider(facts);
  expect(complaints(zoneMatrix, found).join("\n")).toContain('external-secrets/controller -> vault/server: "TCP 8201"');
});
