import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverLiveness } from "../../suites/noveu/mail-liveness";

const folder = mkdtempSync(join(tmpdir(), "bestek-liveness-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const minutes = 60;
const now = Math.floor(Date.now() / 1000);
const started = now - 1000 * minutes;

/** What the probe says of a pod whose server answers or not, and whose certificate was written at some time. */
function probe({
  written,
  pod,
  answers = true,
}: {
  readonly written: number;
  readonly pod: number;
  readonly answers?: boolean;
}) {
  const [bin, processes] = [join(folder, "bin"), join(folder, "proc")];
  mkdirSync(bin, { recursive: true });
  mkdirSync(join(processes, "1"), { recursive: true });
  writeFileSync(join(bin, "curl"), `#!/bin/sh\nexit ${answers ? "0" : "7"}\n`);
  chmodSync(join(bin, "curl"), 0o755);
  const booted = started - 500;
  writeFileSync(join(processes, "stat"), `cpu  1 2 3\nbtime ${String(booted)}\nprocesses 9\n`);
  const fields = Array.from({ length: 52 }, (_, index) => (index === 21 ? 500 * 100 : index));
  writeFileSync(join(processes, "1/stat"), ["1", "(stalwart)", "S", ...fields.slice(3)].join(" "));
  const certificate = join(folder, "tls.crt");
  writeFileSync(certificate, "");
  utimesSync(certificate, written, written);
  const asked = serverLiveness(certificate, processes);
  if (asked.kind !== "command") throw new Error("the probe is no command");
  const [command = "", ...words] = asked.command;
  const env = { PATH: `${bin}:${process.env["PATH"] ?? ""}`, HOSTNAME: `mail-stalwart-${String(pod)}` };
  const { status, stderr, stdout } = spawnSync(command, words, { encoding: "utf8", env });
  expect(stderr).toBe("");
  return { alive: status === 0, stdout };
}

test.each([
  ["that it read when it started", started - minutes, 0, true],
  ["renewed since, for a quarter of an hour", started + 100 * minutes, 0, false],
  ["renewed just now", now - minutes, 0, true],
  ["renewed a quarter of an hour ago, the first of the pods", now - 16 * minutes, 0, false],
  ["renewed a quarter of an hour ago, the second", now - 16 * minutes, 1, true],
  ["renewed half an hour ago, the second", now - 31 * minutes, 1, false],
])("a server with a certificate %s", (_, written, pod, alive) => {
  const said = probe({ written, pod });
  expect(said.alive).toBe(alive);
  expect(said.stdout === "").toBe(alive);
});

test("a server that does not answer is not alive, whatever it has read", () => {
  expect(probe({ written: started - minutes, pod: 0, answers: false }).alive).toBe(false);
});
