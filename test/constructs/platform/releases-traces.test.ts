import { at, isTree, storageClass, valuesOf } from "./releases-synthesis";

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const keysOf = (value: unknown): string[] => (isTree(value) ? Object.keys(value) : []);

describe("jaeger", () => {
  const values = valuesOf("jaeger");
  const configuration = at(values, "userconfig");

  test("takes traces over OTLP alone, and every part of its pipeline exists", () => {
    expect(at(configuration, "receivers")).toEqual({ otlp: { protocols: { grpc: { endpoint: "0.0.0.0:4317" } } } });
    for (const part of ["receivers", "processors", "exporters"]) {
      const used = list(at(configuration, "service", "pipelines", "traces", part)).map(String);
      expect(used).toEqual(keysOf(at(configuration, part)));
    }
    const extensions = list(at(configuration, "service", "extensions")).map(String);
    expect(extensions.sort()).toEqual(keysOf(at(configuration, "extensions")).sort());
  });

  test("writes to the store that it asks, on an encrypted volume, for three days", () => {
    const store = String(at(configuration, "exporters", "jaeger_storage_exporter", "trace_storage"));
    expect(at(configuration, "extensions", "jaeger_query", "storage", "traces")).toBe(store);
    const badger = at(configuration, "extensions", "jaeger_storage", "backends", store, "badger");
    expect(badger).toMatchObject({ ephemeral: false, ttl: { spans: "72h" } });
    const [mount] = list(at(values, "jaeger", "extraVolumeMounts"));
    expect(String(at(badger, "directories", "keys"))).toMatch(new RegExp(`^${String(at(mount, "mountPath"))}/`));
    const [claim] = list(at(values, "extraObjects"));
    expect(claim).toMatchObject({ kind: "PersistentVolumeClaim", spec: { storageClassName: storageClass } });
    const [volume] = list(at(values, "jaeger", "extraVolumes"));
    expect(at(volume, "persistentVolumeClaim", "claimName")).toBe(at(claim, "metadata", "name"));
  });

  test("two pods never want the volume at once", () => {
    expect(at(values, "jaeger", "strategy")).toEqual({ type: "Recreate" });
    expect(at(values, "jaeger", "replicas")).toBe(1);
  });

  test("runs restricted and knows nothing of the cluster", () => {
    expect(at(values, "jaeger", "securityContext")).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(at(values, "jaeger", "podSecurityContext")).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(at(values, "jaeger", "serviceAccount", "automountServiceAccountToken")).toBe(false);
  });

  test("is scraped by a monitor of ours", () => {
    expect(at(valuesOf("kube-prometheus-stack"), "prometheus", "additionalServiceMonitors")).toMatchObject([
      { name: "jaeger", endpoints: [{ port: "internal-metrics" }] },
    ]);
  });
});

test("agents take traces on a port of their Service and hand them to Jaeger", () => {
  const values = valuesOf("alloy");
  expect(at(values, "alloy", "extraPorts")).toEqual([
    { name: "otlp-grpc", port: 4317, targetPort: 4317, protocol: "TCP" },
  ]);
  const configuration = String(at(values, "alloy", "configMap", "content"));
  expect(configuration).toContain('endpoint = "0.0.0.0:4317"');
  expect(configuration).toContain('endpoint = "jaeger.jaeger.svc.cluster.local:4317"');
});
