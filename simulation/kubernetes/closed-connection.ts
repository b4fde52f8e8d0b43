import type { ClientRequest } from "node:http";

/**
 * Whether a request failed because the server closed a connection that it held idle, just as it was used again: it has then not read the request, which
 * may be sent anew. The later of several writes to such a connection fails with EPIPE.
 */
export const wasClosedWhileIdle = (sent: ClientRequest, error: NodeJS.ErrnoException): boolean =>
  sent.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE");
