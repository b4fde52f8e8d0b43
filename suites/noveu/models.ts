import { images } from "../../catalog";
import {
  cores,
  defineService,
  enforced,
  figure,
  mebibytes,
  replicas,
  type Image,
  type Sizing,
  type Source,
  type Workload,
} from "../../language";
import type { AiRules } from "./ai-rules";

/** Name of the service, and so of its namespace. */
export const modelsName = "models";

/** A model as requests name it. */
export const languageModel = "eurollm-9b";
export const embeddingModel = "bge-m3";

/** Numbers in one of the embedding model's vectors. */
export const vectorLength = 1024;

/** Port of either model's server. */
export const modelPort = 8080;

const decision: Source = { kind: "decision", ref: "bestek AI on processors", date: "2026-11-21" };

/** Tokens of question and answer that the language model was trained for, and how many answers one server writes at once. */
const context = 4096;
const slots = 4;
const threads = 4;

const weightsOf = (bytes: string, rest: string): Source => ({
  kind: "documentation",
  ref: `file of the weights, ${bytes} bytes; ${rest}`,
  date: "2026-11-21",
});

const health = { kind: "http", port: "api", path: "/health" } as const;

interface ModelServer {
  readonly image: Image;
  readonly arguments: readonly string[];
  readonly sizing: Sizing;
}

/** One server of llama.cpp, which keeps nothing: no state of a conversation outlives its answer, on disk or in memory. */
const modelServer = (server: ModelServer): Workload => ({
  zone: "services",
  running: { kind: "stateless", targetCpuPercent: 70 },
  activity: "active-site-only",
  image: server.image,
  user: { uid: 1000, gid: 1000 },
  command: ["/app/llama-server"],
  arguments: [
    ...["--model", "/models/model.gguf", "--host", "0.0.0.0", "--port", String(modelPort)],
    // A copy of earlier prompts in memory would be 8 GiB, and one organisation's beside another's.
    ...["--cache-ram", "0", "--no-slots", "--metrics"],
    ...server.arguments,
  ],
  ports: { api: { port: modelPort, protocol: "TCP" } },
  probes: { startup: health, liveness: health, readiness: health, startupSeconds: 600 },
  environment: () => ({}),
  files: () => ({}),
  volumes: {},
  mounts: [],
  preparation: [],
  sizing: server.sizing,
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  metrics: { port: "api", path: "/metrics" },
  egress: [],
});

/**
 * The models that AI asks, once for everyone: what they are asked, by whom, and what they may cost is the business of each
 * organisation's own gateway. Weights lie in the images.
 */
export const models = ({ inference }: AiRules) =>
  defineService({
    name: modelsName,
    title: "AI models",
    layer: "application",
    tenancy: "multi-tenant",
    workloads: {
      language: modelServer({
        image: images.languageModel,
        arguments: [
          ...["--alias", languageModel, "--threads", String(threads)],
          ...["--parallel", String(slots), "--ctx-size", String(slots * context)],
        ],
        sizing: {
          kind: "fixed",
          replicas: figure(
            replicas(inference.kind === "cpu" ? inference.servers : 0),
            "servers of the language model as the rules say; how many tokens a second they write is unknown until measured",
            decision,
          ),
          footing: {
            cpu: figure(cores(threads), "one processor for each thread that computes", decision),
            memory: figure(
              mebibytes(8704),
              "weights 5325 MiB; what four conversations of 4096 tokens keep, 2688 MiB; the rest for computing",
              weightsOf(
                "5,582,838,496",
                "EuroLLM-9B technical report: 42 layers, 8 key-value heads of 128, so 168 KiB a token",
              ),
            ),
          },
        },
      }),
      embeddings: modelServer({
        image: images.embeddingModel,
        arguments: [
          ...["--alias", embeddingModel, "--threads", "1", "--parallel", "1"],
          // A passage of 1,000 characters is some 350 tokens, and one that is cut may be five times that.
          ...[
            "--embeddings",
            "--pooling",
            "cls",
            "--ctx-size",
            "2048",
            "--batch-size",
            "2048",
            "--ubatch-size",
            "2048",
          ],
        ],
        sizing: {
          kind: "fixed",
          replicas: figure(replicas(2), "servers of the embedding model, so that one may go", decision),
          footing: {
            cpu: figure(cores(1), "one processor for the one thread that computes", decision),
            memory: figure(
              mebibytes(1536),
              "weights 606 MiB, and the attention of 2048 tokens by 16 heads, 256 MiB, three times over",
              weightsOf("634,553,760", "ggml-org/bge-m3-Q8_0-GGUF"),
            ),
          },
        },
      }),
    },
    needs: {},
    secrets: {},
    exposes: [],
    without: {},
  });
