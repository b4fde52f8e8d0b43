import type { Image } from "../../language";
import type { BuiltHere } from "./built-here";

const weights =
  "weights are published as files, and no pod fetches them from there: the mirror holds them, checked by digest";

export const aiImages = {
  /**
   * EuroLLM-9B-Instruct, Apache-2.0, all official languages of the Union; quantized to Q4_K_M by bartowski, 5,582,838,496 bytes, of the
   * digest in the Dockerfile (read in one public catalogue of models, 2026-11-21: a wrong one fails the build). Served by llama.cpp b11176 (MIT, 2026-09-25).
   */
  languageModel: {
    registry: "bestek",
    repository: "language-model",
    tag: "eurollm-9b-q4-1.0",
    builtHere: { folder: "images/language-model", reason: weights },
  },
  /** BGE-M3, MIT, over a hundred languages, vectors of 1024 numbers; Q8_0 of ggml-org, 634,553,760 bytes, revision and digest in the Dockerfile. */
  embeddingModel: {
    registry: "bestek",
    repository: "embedding-model",
    tag: "bge-m3-q8-1.0",
    builtHere: { folder: "images/embedding-model", reason: weights },
  },
  /** agentgateway 1.4.1 (2026-07-29), Apache-2.0, Linux Foundation: one program at `/app/agentgateway`, user 65532. */
  agentGateway: { registry: "ghcr.io", repository: "agentgateway/agentgateway", tag: "v1.4.1" },
  /**
   * Open WebUI 0.11.4 (as public deployments pin it, 2026-11-21; 0.11.0 did not start as anybody but root, open-webui#27651), its own
   * licence: free for any number of people as long as its name and mark stay. The slim variant carries no models.
   */
  openWebui: { registry: "ghcr.io", repository: "open-webui/open-webui", tag: "v0.11.4-slim" },
} as const satisfies Readonly<Record<string, Image | BuiltHere>>;
