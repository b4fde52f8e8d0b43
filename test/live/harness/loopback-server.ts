import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import type { ApiAccess } from "../../../simulation/kubernetes/api-client";
import type { LoopbackCertificate } from "./certificate";

/** A server that stands in for an API, and how it is reached. */
export interface LoopbackServer {
  readonly access: ApiAccess;
  close(): Promise<void>;
}

export async function serveOnLoopback(
  { certificate, key }: LoopbackCertificate,
  answer: RequestListener,
): Promise<LoopbackServer> {
  const server = createServer({ cert: certificate, key }, answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    access: { url: `https://127.0.0.1:${String(port)}`, authority: certificate, token: "anything" },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
