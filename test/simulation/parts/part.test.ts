import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPart, makePart, type PartSource } from "../../../simulation/parts/part";
import { deadProcess } from "./dead-process";

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "bestek-parts-"));
});
afterEach(() => {
  rmSync(cache, { recursive: true, force: true });
});

const make = (folder: string): void => {
  writeFileSync(join(folder, "program"), "");
};
const server: PartSource = { name: "server", version: "2.6.2", make };

test("a part is made once, and found afterwards", async () => {
  const made = jest.fn(make);
  const source = { ...server, make: made };
  expect(findPart(source, cache)).toEqual({ kind: "missing", why: "server 2.6.2 was never made" });
  const had = { kind: "had", folder: join(cache, "server-2.6.2") };
  expect([await makePart(source, cache), await makePart(source, cache), findPart(source, cache)]).toEqual([
    had,
    had,
    had,
  ]);
  expect(made).toHaveBeenCalledTimes(1);
});

test("why a part can't be had is remembered, and nothing of it is left", async () => {
  const failing = (folder: string): void => {
    make(folder);
    throw new Error("no compiler");
  };
  const missing = { kind: "missing", why: "server can't be had: no compiler" };
  expect([await makePart({ ...server, make: failing }, cache), findPart(server, cache)]).toEqual([missing, missing]);
  expect(readdirSync(cache)).toEqual(["server-2.6.2.missing"]);
});

test("what killed builds left goes at the next make; builds that run and parts stay", async () => {
  const kept = [`client-1.0.${String(process.pid)}.partial`, `client-1.0.${String(deadProcess())}`];
  for (const name of [...kept, `client-1.0.${String(deadProcess())}.partial`])
    mkdirSync(join(cache, name, "half"), { recursive: true });
  await makePart(server, cache);
  expect(readdirSync(cache)).toEqual([...kept, "server-2.6.2"].sort());
});

test("a build that is stopped leaves nothing, and isn't remembered as one that can't be had", async () => {
  const stopping = new AbortController();
  const stopped = makePart(
    {
      ...server,
      make: (folder) => {
        make(folder);
        stopping.abort();
      },
    },
    cache,
    stopping.signal,
  );
  await expect(stopped).rejects.toThrow("aborted");
  expect(existsSync(cache) && readdirSync(cache)).toEqual([]);
});
