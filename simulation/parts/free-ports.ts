import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below the ports that Linux and macOS give to outgoing connections, which could take one before the server does. */
const range = { from: 20_000, to: 32_767 } as const;

/** As many different ports of the loopback interface as wanted, on which nobody listens now. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = randomInt(range.from, range.to);
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  return [...found];
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen(port, "127.0.0.1", () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
