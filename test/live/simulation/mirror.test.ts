import { mkdtempSync, rmSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textAt } from "../../../audit/facts/json";
import { Mirror } from "../../../simulation/cluster/mirror";
import { ApiClient } from "../../../simulation/kubernetes/api-client";
import { loopbackCertificate } from "../harness/certificate";
import { serveOnLoopback, type LoopbackServer } from "../harness/loopback-server";
import { until } from "../harness/until";

const folder = mkdtempSync(join(tmpdir(), "bestek-live-"));
const certificate = loopbackCertificate(folder);
let server: LoopbackServer;
let watch: ServerResponse | undefined;
let client: ApiClient;
let mirror: Mirror<string>;

const pod = (uid: string, name: string) => ({ metadata: { uid, name } });
/** The watch tells what happened to an object. */
const tell = (type: string, uid: string, name: string) =>
  watch?.write(`${JSON.stringify({ type, object: pod(uid, name) })}\n`);
const names = (): readonly string[] => [...mirror.all].toSorted();
const seen = (count: number): Promise<true> =>
  until(`${String(count)} objects`, () => Promise.resolve(names().length === count ? true : undefined));

beforeEach(async () => {
  server = await serveOnLoopback(certificate, ({ url }, answer) => {
    if (url?.includes("watch=true") !== true)
      answer.end(JSON.stringify({ metadata: { resourceVersion: "1" }, items: [pod("1", "web-0")] }));
    else {
      watch = answer;
      answer.flushHeaders();
    }
  });
  client = new ApiClient(server.access);
  mirror = await Mirror.of(server.access, client, "/pods", (object) => textAt(object, "metadata", "name") ?? "");
  await until("the watch", () => Promise.resolve(watch));
});

afterEach(async () => {
  mirror.close();
  client.close();
  await server.close();
  watch = undefined;
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("follows what the watch tells", async () => {
  expect(names()).toEqual(["web-0"]);
  tell("ADDED", "2", "web-1");
  await seen(2);
  tell("DELETED", "1", "web-0");
  await seen(1);
  expect(names()).toEqual(["web-1"]);
});

test("an object that the server removes is gone before the watch says so, whatever the watch still tells of it", async () => {
  const before = mirror.version;
  mirror.forget("1");
  expect(names()).toEqual([]);
  expect(mirror.version).toBeGreaterThan(before);
  tell("MODIFIED", "1", "web-0");
  // The next one may stand under the same name.
  tell("ADDED", "2", "web-0");
  await seen(1);
  expect(names()).toEqual(["web-0"]);
});
