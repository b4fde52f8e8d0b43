import { images } from "../../../catalog";
import { mirroredImage } from "../../../constructs/platform/releases/mirrored-image";
import { imageReference, type Image } from "../../../language";
import { testDigests } from "../../harness/recorded-digests";
import {
  at,
  charted,
  footprintOf,
  mirror,
  pullSecret,
  synthesizeReleases,
  textsIn,
  valuesOf,
} from "./releases-synthesis";

const releases = synthesizeReleases();
const stack = "kube-prometheus-stack";

/** Hosts that publish images; a text that names one must name the mirror before it. */
const publishers = /(?:quay\.io|docker\.io|ghcr\.io|registry\.k8s\.io|registry\.istio\.io)/;

const unmirrored = (values: unknown): readonly string[] =>
  textsIn(values)
    .filter(([, text]) => publishers.test(text) && !text.startsWith(`${mirror.host}/`))
    .map(([path, text]) => `${path}: ${text}`);

/** References as each chart puts them together. */
const jetstack = (component: string, ...keys: readonly string[]): readonly string[] => {
  const values = valuesOf(component);
  return keys.map((key) => {
    const image = at(values, ...key.split("."));
    return `${String(values["imageRegistry"])}/${String(values["imageNamespace"])}/${String(at(image, "name"))}:${String(at(image, "tag"))}`;
  });
};

const joined = (component: string, ...keys: readonly string[]): readonly string[] =>
  keys.map((key) => {
    const image = at(valuesOf(component), ...key.split("."));
    const parts = [at(image, "registry"), at(image, "repository")].filter((part) => part !== undefined);
    return `${parts.map(String).join("/")}:${String(at(image, "tag"))}`;
  });

const whole = (component: string, ...keys: readonly string[]): readonly string[] =>
  keys.map((key) => String(at(valuesOf(component), ...key.split("."))));

const initImages = (component: string): readonly string[] => {
  const containers = at(valuesOf(component), "server", "extraInitContainers");
  return (Array.isArray(containers) ? containers : []).map((container) => String(at(container, "image")));
};

/** Images that a release names for pods of another component's footprint. */
const lent: Readonly<Record<string, readonly Image[]>> = {
  "cert-manager": [images.certManagerAcmesolver],
  "plugin-barman-cloud": [images.barmanSidecar],
};

/** Images of a component's footprint that another release names. */
const borrowed: Readonly<Record<string, readonly Image[]>> = { "envoy-gateway": [images.certManagerAcmesolver] };

const declared = (component: string): readonly string[] => {
  const references = (all: readonly Image[]): readonly string[] => all.map((image) => imageReference(image, mirror));
  const own = Object.values(footprintOf(component).pods).flatMap((pod) => references(pod.images));
  const elsewhere = references(borrowed[component] ?? []);
  const all = new Set([...own, ...references(lent[component] ?? [])]);
  return [...all].filter((reference) => !elsewhere.includes(reference)).sort();
};

describe("images", () => {
  test.each(Object.entries(releases))("%s pulls from no publisher", (_, { values }) => {
    expect(unmirrored(values)).toEqual([]);
  });

  test("an image of a publisher is caught", () => {
    expect(unmirrored({ image: { registry: "quay.io" }, other: `${mirror.host}/quay.io` })).toEqual([
      "image.registry: quay.io",
    ]);
  });

  test.each<[string, readonly string[]]>([
    [
      "cert-manager",
      jetstack(
        "cert-manager",
        "image",
        "webhook.image",
        "cainjector.image",
        "acmesolver.image",
        "startupapicheck.image",
      ),
    ],
    ["istiod", whole("istiod", "image")],
    ["istio-cni", whole("istio-cni", "image")],
    ["ztunnel", whole("ztunnel", "image")],
    ["trust-manager", jetstack("trust-manager", "image", "defaultPackageImage")],
    ["external-secrets", joined("external-secrets", "image", "webhook.image", "certController.image")],
    ["openbao", [...joined("openbao", "server.image"), ...initImages("openbao")]],
    [
      "envoy-gateway",
      [
        ...whole("envoy-gateway", "global.images.envoyGateway.image", "global.images.envoyProxy.image"),
        // No chart names the firewall's module: the Gateway's own policy does.
        imageReference(images.corazaFilter, mirror),
      ],
    ],
    ["cloudnative-pg", joined("cloudnative-pg", "image")],
    ["plugin-barman-cloud", joined("plugin-barman-cloud", "image", "sidecarImage")],
    // The chart puts the operator's image together from three defaults, and so all others.
    [
      "strimzi",
      [
        `${String(valuesOf("strimzi")["defaultImageRegistry"])}/${String(valuesOf("strimzi")["defaultImageRepository"])}/operator:${String(valuesOf("strimzi")["defaultImageTag"])}`,
      ],
    ],
    ["loki", joined("loki", "loki.image")],
    ["alloy", joined("alloy", "image")],
    ["jaeger", joined("jaeger", "jaeger.image")],
    [
      stack,
      joined(
        stack,
        "prometheusOperator.image",
        "prometheusOperator.prometheusConfigReloader.image",
        "prometheus.prometheusSpec.image",
        "alertmanager.alertmanagerSpec.image",
        "grafana.image",
        "grafana.sidecar.image",
        "kube-state-metrics.image",
        "prometheus-node-exporter.image",
      ),
    ],
  ])("%s runs the images that footprints declare", (component, found) => {
    expect([...new Set(found)].sort()).toEqual(declared(component));
  });

  test.each<Image>([
    { registry: "quay.io", repository: "a/b", tag: "1" },
    { registry: "ghcr.io", repository: "a/b/c", tag: "1", digest: "sha256:0" },
  ])("%j in parts is the reference that manifests carry", (image) => {
    const { registry, repository, tag } = mirroredImage(image, mirror);
    expect(`${registry}/${repository}:${tag}`).toBe(imageReference(image, mirror));
  });

  test("charts that know a place for a digest are given it there, and the tag stays as it is", () => {
    const all = synthesizeReleases({ ...mirror, digests: testDigests });
    const image = (component: string, path: string): unknown => at(all[component]?.values, ...path.split("."));
    const [prometheus, exporter] = [
      "quay.io/prometheus/prometheus:v3.14.0-distroless",
      "quay.io/prometheus/node-exporter:v1.12.1-distroless",
    ];
    expect(image(stack, "prometheus.prometheusSpec.image")).toMatchObject({
      tag: "v3.14.0-distroless",
      sha: testDigests[prometheus]?.replace("sha256:", ""),
    });
    expect(image(stack, "prometheus-node-exporter.image")).toMatchObject({ digest: testDigests[exporter] });
    expect(image("cert-manager", "webhook.image")).toEqual({
      name: "cert-manager-webhook",
      tag: "v1.21.1",
      digest: testDigests["quay.io/jetstack/cert-manager-webhook:v1.21.1"],
    });
    expect(image("openbao", "server.image.tag")).toBe(`2.6.2@${String(testDigests["quay.io/openbao/openbao:2.6.2"])}`);
    expect(image("gatekeeper", "image.release")).toBe("v3.23.0");
  });

  test.each(charted)("$component pulls with the environment's secret", ({ component }) => {
    expect(
      textsIn(valuesOf(component)).filter(([path, text]) => /pullsecrets?/i.test(path) && text === pullSecret),
    ).not.toEqual([]);
  });
});
