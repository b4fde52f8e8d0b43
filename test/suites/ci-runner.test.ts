import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import zuid from "../../environments/noveu-zuid";
import { flowsOf } from "../../planning/flows";
import { surroundingsOf } from "../../planning/placement";
import { settings } from "../../suites/platform";
import { ciRunner, runnerConfiguration, runnerStart } from "../../suites/platform/ci-runner";
import { startScript } from "../../suites/platform/git-scripts";

const at = surroundingsOf(zuid, zuid.site, settings);

const configuration = z.object({
  runner: z.object({ capacity: z.number(), envs: z.record(z.string(), z.string()) }),
  cache: z.object({ enabled: z.boolean() }),
  server: z.object({
    connections: z.record(
      z.string(),
      z.object({ url: z.string(), uuid: z.string(), token_url: z.string(), labels: z.array(z.string()) }),
    ),
  }),
});

test("the runner reaches the Git server and names, and nothing else: no API, no mirror, no database, no bucket", () => {
  const reached = Object.values(flowsOf(zuid).flows).flatMap(({ from, to, port }) =>
    from.kind === "pods" && from.id === "config/runner"
      ? [`${to.kind === "pods" ? to.id : to.kind} ${String(port)}`]
      : [],
  );
  expect(reached.sort()).toEqual(["cluster-dns 53", "cluster-dns 53", "config/forgejo 3000"]);
});

test("nobody reaches the runner: it asks for work", () => {
  const callers = Object.values(flowsOf(zuid).flows).filter(
    ({ to }) => to.kind === "pods" && to.id === "config/runner",
  );
  expect(callers).toEqual([]);
  expect(ciRunner.ports).toEqual({});
});

test("jobs are processes of the pod, one at a time: nothing starts containers", () => {
  const { runner, cache, server } = configuration.parse(parse(runnerConfiguration(at)));
  expect(runner.capacity).toBe(1);
  expect(cache.enabled).toBe(false);
  expect(Object.values(server.connections).flatMap(({ labels }) => labels)).toEqual(["platform:host"]);
  expect(runner.envs).toEqual({ SETTINGS_SERVER: "config-forgejo.config.svc.cluster.local:3000" });
});

test("server and runner share one secret of twenty bytes, and neither has it in a file of the cluster", () => {
  expect(settings.secrets["runner"]).toEqual({ keys: { token: { hexOf: 20 } } });
  const token = { kind: "secret", secret: "runner", key: "token" };
  expect(ciRunner.environment(at)["RUNNER_TOKEN"]).toEqual(token);
  expect(settings.workloads["forgejo"]?.environment(at)["RUNNER_TOKEN"]).toEqual(token);
  expect(startScript).toContain('actions register --name platform --secret "$RUNNER_TOKEN" --keep-labels');
});

test("the runner's number is made of its secret as the server makes it, and jobs don't inherit the secret", () => {
  const folder = mkdtempSync(join(tmpdir(), "bestek-runner-"));
  try {
    for (const name of ["files", "run", "work", "bin"]) mkdirSync(join(folder, name));
    writeFileSync(join(folder, "files/runner.yaml"), runnerConfiguration(at));
    writeFileSync(join(folder, "bin/forgejo-runner"), '#!/bin/sh\nenv > "$PWD/seen"\n', { mode: 0o755 });
    const script = runnerStart
      .replaceAll("/etc/bestek", join(folder, "files"))
      .replaceAll("/run/runner", join(folder, "run"))
      .replaceAll("/work", join(folder, "work"));
    const { status, stderr } = spawnSync("sh", ["-c", script], {
      encoding: "utf8",
      env: {
        PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
        RUNNER_TOKEN: "0467a49a33fe072c2e63b1c0d5e8f92a4b7c6d10",
      },
    });
    expect([status, stderr]).toEqual([0, ""]);
    const { server } = configuration.parse(parse(readFileSync(join(folder, "run/runner.yaml"), "utf8")));
    // Characters as bytes: "0467" is 30 34 36 37.
    expect(server.connections["settings"]?.uuid).toBe("30343637-6134-3961-3333-666530373263");
    expect(readFileSync(join(folder, "run/token"), "utf8")).toBe("0467a49a33fe072c2e63b1c0d5e8f92a4b7c6d10");
    expect(readFileSync(join(folder, "work/seen"), "utf8")).not.toContain("RUNNER_TOKEN");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
