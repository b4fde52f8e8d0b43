import { jaeger } from "../../../catalog/footprints/jaeger";
import type { Quantity } from "../../../language";
import { otlpPort } from "./otlp-port";
import type { HelmValues } from "../releases/helm-values";

const host = `${jaeger.component}.${jaeger.namespace}.svc.cluster.local`;

/** Where agents deliver traces (OTLP over gRPC), and where Grafana asks for them. */
export const traceTarget = `${host}:${String(otlpPort)}`;
export const jaegerUrl = `http://${host}:16686`;

export const storageFolder = "/badger";

const store = "traces";

/** Jaeger's whole configuration, as its collector takes it. */
export const jaegerConfiguration = ({ value }: Quantity<"days">): HelmValues => ({
  service: {
    extensions: ["jaeger_storage", "jaeger_query", "healthcheckv2"],
    pipelines: {
      traces: { receivers: ["otlp"], processors: ["batch"], exporters: ["jaeger_storage_exporter"] },
    },
    telemetry: {
      metrics: {
        level: "normal",
        readers: [{ pull: { exporter: { prometheus: { host: "0.0.0.0", port: 8888 } } } }],
      },
    },
  },
  extensions: {
    healthcheckv2: { use_v2: true, http: { endpoint: "0.0.0.0:13133" } },
    jaeger_query: { storage: { traces: store } },
    jaeger_storage: {
      backends: {
        [store]: {
          badger: {
            directories: { keys: `${storageFolder}/keys`, values: `${storageFolder}/values` },
            ephemeral: false,
            ttl: { spans: `${String(value * 24)}h` },
          },
        },
      },
    },
  },
  receivers: { otlp: { protocols: { grpc: { endpoint: `0.0.0.0:${String(otlpPort)}` } } } },
  processors: { batch: {} },
  exporters: { jaeger_storage_exporter: { trace_storage: store } },
});
