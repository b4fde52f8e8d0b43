import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiClient } from "../../../simulation/kubernetes/api-client";
import { loopbackCertificate } from "../harness/certificate";
import { serveOnLoopback, type LoopbackServer } from "../harness/loopback-server";

const folder = mkdtempSync(join(tmpdir(), "bestek-live-"));
const certificate = loopbackCertificate(folder);
let server: LoopbackServer;
let client: ApiClient;

/** Serves a connection `most` times and closes it when it is asked once more. */
async function serve(most: number): Promise<void> {
  const served = new WeakMap<object, number>();
  server = await serveOnLoopback(certificate, ({ socket }, answer) => {
    const before = served.get(socket) ?? 0;
    served.set(socket, before + 1);
    if (before >= most) socket.destroy();
    else answer.end('{"kind":"Status"}');
  });
  client = new ApiClient(server.access);
}

afterEach(async () => {
  client.close();
  await server.close();
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
