import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask } from "./ask";
import { loopbackCertificate } from "./certificate";
import { serveOnLoopback, type LoopbackServer } from "./loopback-server";

const folder = mkdtempSync(join(tmpdir(), "bestek-live-"));
const certificate = loopbackCertificate(folder);
let server: LoopbackServer;

/** Serves a connection `most` times and closes it when it is asked once more. */
async function serve(most: number): Promise<void> {
  const served = new WeakMap<object, number>();
  server = await serveOnLoopback(certificate, (incoming, answer) => {
    const before = served.get(incoming.socket) ?? 0;
    served.set(incoming.socket, before + 1);
    if (before >= most) incoming.socket.destroy();
    else incoming.resume().on("end", () => answer.end("heard"));
  });
}

afterEach(() => server.close());
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const heard = async (body: string): Promise<string> =>
  (await ask(server.access.url, { method: "PUT", body, authority: server.access.authority })).text;

test.each([
  ["a short message", 10],
  ["one that is still being written", 20_000_000],
])("%s is sent anew where the idle connection was closed", async (_, length) => {
  await serve(1);
  const body = "a".repeat(length);
  for (let times = 0; times < 3; times++) expect(await heard(body)).toBe("heard");
});

test("says where a new connection is closed without an answer", async () => {
  await serve(0);
  await expect(heard("a")).rejects.toThrow("socket hang up");
});
