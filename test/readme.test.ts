import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import environment from "../environments/noveu-zuid";
import { renderCharts } from "../charts";
import { planEnvironment } from "../planning";

const root = join(__dirname, "..");
const readme = readFileSync(join(root, "README.md"), "utf8");

test("the page of facts in the README is the one that is synthesized", () => {
  const shown = /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
  expect(shown).toBe(readFileSync(join(root, "environments/noveu-zuid.ts"), "utf8"));
});

test("every document that the README leads to exists", () => {
  const targets = [...readme.matchAll(/\]\(([^)]+)\)/g)].flatMap(([, target]) =>
    target === undefined ? [] : [target],
  );
  expect(targets.length).toBeGreaterThan(2);
  expect(targets.filter((target) => !existsSync(join(root, target)))).toEqual([]);
});

test("the number of objects that a reader should see is the one they will see", () => {
  const objects = renderCharts(environment, planEnvironment(environment)).flatMap(({ manifests }) => manifests);
  expect(readme).toContain(`${String(objects.length)} Kubernetes objects`);
});

test("what the README explains with --why is in the plan", () => {
  expect(readme).toContain("--why cost.perUser");
  expect(planEnvironment(environment).cost.perUser.unit).toBe("EUR/user/month");
});
