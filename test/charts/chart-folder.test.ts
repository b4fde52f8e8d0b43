import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { writeChartFolder } from "../../charts/chart-folder";

test("text stays text for readers of YAML 1.1: on, yes and numbers are quoted", () => {
  const folder = mkdtempSync(join(tmpdir(), "bestek-chart-"));
  const manifest = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "words" },
    data: { log: "on", answer: "yes", version: "1.20" },
  };
  writeChartFolder(folder, { release: "words", namespace: "words", manifests: [manifest] });
  const written = readFileSync(join(folder, "objects", "configmap-words.yaml"), "utf8");
  rmSync(folder, { recursive: true });
  expect(parse(written, { version: "1.1" })).toEqual(manifest);
  expect(parse(written)).toEqual(manifest);
  expect(written).toContain('log: "on"');
});
