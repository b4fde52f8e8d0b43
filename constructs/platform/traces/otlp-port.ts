/** Port on which traces are taken over OTLP with gRPC (OpenTelemetry Protocol specification 1.7). */
export const otlpPort = 4317;
