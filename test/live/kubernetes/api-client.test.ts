import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiClient } from "../../../simulation/kubernetes/api-client";
import { loopbackCertificate } from "../harness/certificate";

const folder = mkdtempSync(join(tmpdir(), "bestek-live-"));
const { certificate, key } = loopbackCertificate(folder);
let server: Server;
let client: ApiClient;

/** Serves a connection `most` times and closes it when it is asked once more. */
async function serve(most: number): Promise<void> {
  const served = new WeakMap<object, number>();
  server = createServer({ cert: certificate, key }, ({ socket }, answer) => {
    const before = served.get(socket) ?? 0;
    served.set(socket, before + 1);
    if (before >= most) socket.destroy();
    else answer.end('{"kind":"Status"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  client = new ApiClient({ url: `https://127.0.0.1:${String(port)}`, authority: certificate, token: "anything" });
}

afterEach(async () => {
  client.close();
  await new Promise((resolve) => server.close(resolve));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const ask = async (): Promise<number> => (await client.send({ method: "GET", path: "/" })).status;

test("asks again on a new connection where an idle one was closed", async () => {
  await serve(1);
  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 200]);
});

test("says where a new connection is closed without an answer", async () => {
  await serve(0);
  await expect(ask()).rejects.toThrow("socket hang up");
});
