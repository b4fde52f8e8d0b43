import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import { images } from "../../../catalog";
import { installLinkerd } from "../../../constructs/platform/mesh/install-mesh";
import { envoyGatewayValues } from "../../../constructs/platform/gateway/envoy-gateway-release";
import { atHand, readChart, unknownPaths } from "./releases-chart-files";
import { at, isTree, mirror, pullSecret, textsIn, type Tree } from "./releases-synthesis";

function synthesized(): readonly Tree[] {
  const stack = new TerraformStack(Testing.app(), "operators");
  new HelmProvider(stack, "helm", {});
  installLinkerd(stack, {
    mirror,
    pullSecret,
    plugins: { binaries: "/var/lib/cni/bin", configuration: "/var/lib/cni/net.d" },
    outside: ["linkerd", "databases"],
    dependsOn: [],
  });
  const document: unknown = JSON.parse(Testing.synth(stack, true));
  const releases = at(document, "resource", "helm_release");
  return isTree(releases) ? Object.values(releases).filter(isTree) : [];
}

const releases = synthesized();

function valuesOf(name: string): Tree {
  const values = releases.find((release) => release["name"] === name)?.["values"];
  const parsed: unknown = JSON.parse(String(Array.isArray(values) ? values[0] : "{}"));
  if (!isTree(parsed)) throw new Error("values are no map");
  return parsed;
}

const control = valuesOf("linkerd-control-plane");

test("definitions come first, then the plugin, then the control plane", () => {
  const after = (name: string): string =>
    JSON.stringify(releases.find((release) => release["name"] === name)?.["depends_on"] ?? []);
  expect(after("linkerd-crds")).toBe("[]");
  expect(after("linkerd-cni")).toContain("linkerd-crds_release");
  expect(after("linkerd-control-plane")).toContain("linkerd-cni_release");
});

const charts = [
  ["linkerd-crds", "linkerd-crds"],
  ["linkerd-cni", "linkerd2-cni"],
  ["linkerd-control-plane", "linkerd-control-plane"],
] as const;

for (const [release, chart] of charts) {
  const known = atHand(chart);
  const title = `${release} sets no path that its chart does not know`;
  (known ? test : test.skip)(known ? title : `${title} (skipped: the chart's values are not at hand)`, () => {
    expect(readChart(chart).version).toBe(images.linkerdController.tag);
    const { documented } = readChart(chart);
    const unknown = unknownPaths(valuesOf(release), readChart(chart));
    // Requests are shown in comments of the defaults as a whole.
    expect(unknown.filter((path) => !documented.some((map) => path.startsWith(`${map}.`)))).toEqual([]);
  });
}

test("every image comes from the mirror", () => {
  const named = [control, valuesOf("linkerd-cni")].flatMap((values) =>
    textsIn(values).filter(([, text]) => text.includes("cr.l5d.io")),
  );
  expect(named.map(([path]) => path).sort()).toEqual(["controllerImage", "image.name", "proxy.image.name"]);
  expect(named.filter(([, text]) => !text.startsWith(`${mirror.host}/`))).toEqual([]);
});

test("nobody enters by default, no pod starts without its proxy, and nobody calls home", () => {
  expect(control).toMatchObject({
    cniEnabled: true,
    disableHeartBeat: true,
    webhookFailurePolicy: "Fail",
    proxy: { defaultInboundPolicy: "deny", nativeSidecar: true, outboundTransportMode: "transport-header" },
  });
});

test("the authority is cert-manager's, for identities and for webhooks", () => {
  expect(control).toMatchObject({
    identity: { externalCA: true, issuer: { scheme: "kubernetes.io/tls" } },
    proxyInjector: { externalSecret: true, injectCaFrom: "linkerd/linkerd-proxy-injector" },
    profileValidator: { externalSecret: true, injectCaFrom: "linkerd/linkerd-sp-validator" },
    policyValidator: { externalSecret: true, injectCaFrom: "linkerd/linkerd-policy-validator" },
  });
  expect(textsIn(control).filter(([path]) => path.endsWith("PEM"))).toEqual([]);
});

test("pods outside of the mesh start without asking it", () => {
  expect(at(control, "proxyInjector", "namespaceSelector")).toEqual({
    matchExpressions: [
      { key: "bestek.eu/zone", operator: "Exists" },
      { key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["databases", "linkerd"] },
    ],
  });
});

test("plugin and proxies agree on the ports, none of which the gateway takes", () => {
  const ports = { admin: 4191, control: 4192, inbound: 4143, outbound: 4140 };
  expect(at(control, "proxy", "ports")).toEqual(ports);
  expect(valuesOf("linkerd-cni")).toMatchObject({
    inboundProxyPort: ports.inbound,
    outboundProxyPort: ports.outbound,
    proxyAdminPort: ports.admin,
    proxyControlPort: ports.control,
    destCNIBinDir: "/var/lib/cni/bin",
    destCNINetDir: "/var/lib/cni/net.d",
  });
});

test("the gateway's controller, which starts before, stays outside with Linkerd alone", () => {
  const annotations = (mesh: "istio-ambient" | "linkerd"): unknown =>
    at(envoyGatewayValues({ mirror, pullSecret, mesh }), "deployment", "pod", "annotations");
  expect(annotations("linkerd")).toEqual({ "linkerd.io/inject": "disabled" });
  expect(annotations("istio-ambient")).toBeUndefined();
});
