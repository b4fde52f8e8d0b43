import { lineLabels } from "../../../constructs/platform/logs/pod-rules";
import type { LogStore } from "../../../constructs/platform/logs/log-store";
import { lokiValues, lokiUrl } from "../../../constructs/platform/logs/loki-release";
import { at, isTree, logs, mirror, pullSecret, storageClass, valuesOf } from "./releases-synthesis";

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const withStore = (store: LogStore): unknown =>
  JSON.parse(JSON.stringify(lokiValues({ mirror, pullSecret, storageClass, logs: { ...logs, store } })));

describe("loki", () => {
  const values = valuesOf("loki");

  test("old lines are deleted, after as many hours as the plan says", () => {
    expect(at(values, "loki", "limits_config", "retention_period")).toBe("4320h");
    expect(at(values, "loki", "compactor")).toMatchObject({ retention_enabled: true, delete_request_store: "s3" });
  });

  test("three servers keep each line, and one may be missing", () => {
    expect(at(values, "loki", "commonConfig", "replication_factor")).toBe(3);
    expect(at(values, "singleBinary", "podDisruptionBudget")).toEqual({ enabled: true, maxUnavailable: 1 });
  });

  test("the bucket is addressed by its own host over TLS, and keys come from the placed Secret", () => {
    expect(at(values, "loki", "storage")).toEqual({
      type: "s3",
      bucketNames: { chunks: "zuid-logs-eu-west-par", ruler: "zuid-logs-eu-west-par" },
      s3: {
        endpoint: "s3.eu-west-par.io.cloud.ovh.net",
        region: "eu-west-par",
        s3ForcePathStyle: false,
        insecure: false,
      },
    });
    expect(list(at(values, "singleBinary", "extraEnv"))).toContainEqual({
      name: "AWS_SECRET_ACCESS_KEY",
      valueFrom: { secretKeyRef: { name: "log-keys", key: "secret-key" } },
    });
  });

  test("it tells nobody outside that it runs, and reads nothing of the cluster", () => {
    expect(at(values, "loki", "analytics", "reporting_enabled")).toBe(false);
    expect(at(values, "serviceAccount", "automountServiceAccountToken")).toBe(false);
    expect(at(values, "sidecar", "rules", "enabled")).toBe(false);
  });

  test.each(["gateway", "chunksCache", "resultsCache", "lokiCanary", "test", "ruler", "minio"])(
    "%s, whose image no mirror holds, is off",
    (part) => {
      expect(at(values, part)).toEqual({ enabled: false });
    },
  );

  test("at AWS its account bears a role instead of keys", () => {
    const annotations = { "eks.amazonaws.com/role-arn": "arn:aws:iam::000000000001:role/west-logs" };
    const aws = withStore({
      kind: "s3",
      bucket: "b",
      host: "s3.eu-central-1.amazonaws.com",
      region: "eu-central-1",
      addressing: "virtual-host",
      access: { kind: "pod-identity", accountAnnotations: annotations },
    });
    expect(at(aws, "serviceAccount", "annotations")).toEqual(annotations);
    expect(at(aws, "singleBinary", "extraEnv")).toEqual([]);
  });

  test("at Azure its pods present a token, and learn at apply who they are", () => {
    const azure = withStore({ kind: "azure-blob", account: "logs0", container: "noord-logs" });
    expect(at(azure, "loki", "storage")).toEqual({
      type: "azure",
      bucketNames: { chunks: "noord-logs", ruler: "noord-logs" },
      azure: { accountName: "logs0", useFederatedToken: true },
    });
    expect(at(azure, "singleBinary", "podLabels")).toEqual({ "azure.workload.identity/use": "true" });
    expect(at(azure, "singleBinary", "extraEnv")).toEqual([
      { name: "AZURE_CLIENT_ID", valueFrom: { configMapKeyRef: { name: "bestek-apply-time", key: "identity-logs" } } },
    ]);
  });

  test("on a volume it keeps one copy and bears no key", () => {
    const one = { ...logs.plan, servers: { ...logs.plan.servers, value: 1 } };
    const alone: unknown = JSON.parse(
      JSON.stringify(lokiValues({ mirror, pullSecret, storageClass, logs: { plan: one, store: { kind: "volume" } } })),
    );
    expect(at(alone, "loki", "commonConfig", "replication_factor")).toBe(1);
    expect(at(alone, "loki", "storage")).toEqual({ type: "filesystem" });
    expect(at(alone, "singleBinary", "extraEnv")).toEqual([]);
  });
});

describe("alloy", () => {
  const values = valuesOf("alloy");
  const configuration = String(at(values, "alloy", "configMap", "content"));

  test("an agent finds the pods of its own node alone", () => {
    expect(configuration).toContain('field = "spec.nodeName=" + coalesce(sys.env("HOSTNAME"), constants.hostname)');
  });

  test("every line carries whose it is", () => {
    expect(lineLabels["tenant"]).toBe("__meta_kubernetes_namespace_label_bestek_eu_tenant");
    expect(configuration).toContain("attach_metadata {\n    namespace = true");
    for (const [label, source] of Object.entries(lineLabels)) {
      expect(configuration).toContain(`source_labels = ["${source}"]\n    target_label  = "${label}"`);
    }
  });

  test("lines go to the servers, and braces are closed", () => {
    expect(configuration).toContain(`url = "${lokiUrl}/loki/api/v1/push"`);
    expect([...configuration.matchAll(/\{/g)]).toHaveLength([...configuration.matchAll(/\}/g)].length);
    // The chart prints it through its own templates.
    expect(configuration).not.toContain("{{");
  });

  test("lines of whom the plan names are handed to whom it names, one by one, without a queue and until they are taken", () => {
    expect(configuration).toContain(
      'logs_endpoint = "http://platform-audit-intake.platform-audit.svc.cluster.local:8080/lines"',
    );
    expect(configuration).toMatch(/sending_queue \{\n\s+enabled = false\n\s+\}/);
    expect(configuration).toContain('max_elapsed_time = "0s"');
    expect(configuration).not.toMatch(/logs\s+= \[otelcol\.processor\.batch/);
  });

  test("pods are told by their namespace and all of their labels, and their lines say whose they are", () => {
    const [, vault = ""] =
      /discovery\.relabel "platform_audit_intake_openbao_server" \{([\s\S]*?)^\}/m.exec(configuration) ?? [];
    const kept = [...vault.matchAll(/action\s+= "keep"\n\s+source_labels = \["([^"]+)"\]\n\s+regex\s+= "([^"]+)"/g)];
    expect(kept.map(([, label, value]) => `${String(label)}=${String(value)}`)).toEqual(
      expect.arrayContaining([
        "__meta_kubernetes_namespace=openbao",
        "__meta_kubernetes_pod_label_app_kubernetes_io_name=openbao",
      ]),
    );
    expect(vault).toContain('target_label = "source"\n    replacement  = "openbao/server"');
  });

  test("whoever waits for the one does not hold up the other: each file is read twice", () => {
    expect([...configuration.matchAll(/^loki\.source\.file "(\w+)"/gm)].map(([, name]) => name)).toEqual([
      "pods",
      "platform_audit_intake",
    ]);
  });

  test("it sees one folder of the node, reads it as root without a capability, and may list pods", () => {
    const folders = list(at(values, "controller", "volumes", "extra")).filter(
      (volume) => isTree(volume) && "hostPath" in volume,
    );
    expect(folders).toEqual([{ name: "pod-logs", hostPath: { path: "/var/log/pods", type: "Directory" } }]);
    expect(list(at(values, "alloy", "mounts", "extra"))[0]).toEqual({
      name: "pod-logs",
      mountPath: "/var/log/pods",
      readOnly: true,
    });
    expect(at(values, "alloy", "securityContext")).toMatchObject({
      runAsUser: 0,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
    });
    expect(at(values, "rbac")).toEqual({
      rules: [{ apiGroups: [""], resources: ["pods", "namespaces"], verbs: ["get", "list", "watch"] }],
      clusterRules: [],
    });
  });

  test("it runs on nodes of every kind and reports to nobody", () => {
    expect(at(values, "controller", "tolerations")).toEqual([{ operator: "Exists" }]);
    expect(at(values, "alloy", "enableReporting")).toBe(false);
  });
});

test("Grafana asks for logs and traces", () => {
  expect(at(valuesOf("kube-prometheus-stack"), "grafana", "additionalDataSources")).toEqual([
    { name: "Loki", type: "loki", uid: "loki", access: "proxy", url: lokiUrl },
    {
      name: "Jaeger",
      type: "jaeger",
      uid: "jaeger",
      access: "proxy",
      url: "http://jaeger.jaeger.svc.cluster.local:16686",
    },
  ]);
});
