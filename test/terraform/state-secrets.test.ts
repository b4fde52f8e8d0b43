import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { Schemas, secretsKeptBy } from "./harness/kept-secrets";
import { readStack } from "./harness/stack";
import { tenantOf } from "./harness/tenants";
import { withTier, type Sample, type SampleStack } from "./harness/tier";

const document = resolve(__dirname, "../../docs/state.md");

const planSchema = z.object({ sites: z.record(z.string(), z.unknown()) });

/** What a stack is in every environment: its name without the environment, the tenant and the site. */
function stackType(sample: Sample, { name }: SampleStack): string {
  const plan: unknown = JSON.parse(readFileSync(join(sample.repository, "out", sample.name, "plan.json"), "utf8"));
  const tenant = tenantOf(sample, name);
  const whole = tenant === undefined ? `${name}-` : `${name}-`.replace(`-tenant-${tenant}-`, "-tenant-");
  const part = whole.slice(sample.name.length + 1, -1);
  const site = Object.keys(planSchema.parse(plan).sites).find((id) => part.endsWith(`-${id}`));
  return site === undefined ? part : part.slice(0, -(site.length + 1));
}

/** Rows "| `stack` | `type.attribute` | why |" of the section that says what stays in state. */
const documented = (): readonly string[] =>
  [...readFileSync(document, "utf8").matchAll(/^\| `([\w-]+)` +\| `([\w.]+)` +\| \S/gm)].map(
    ([, stack = "", attribute = ""]) => `${stack}: ${attribute}`,
  );

withTier("secrets in states", (tier) => {
  const schemas = new Schemas(tier.schemas.all);
  const kept = tier.samples.flatMap((sample) =>
    sample.stacks.flatMap((stack) =>
      secretsKeptBy(readStack(stack.folder), schemas).map((path) => `${stackType(sample, stack)}: ${path}`),
    ),
  );

  test("are those that docs/state.md names, each with its reason", () => {
    expect([...new Set(kept)].sort()).toEqual([...documented()].sort());
  });

  test("are found where an argument or the provider puts them, and not where nothing does", () => {
    const stack = {
      data: {},
      resource: {
        kubernetes_secret_v1: { plain: { data: { a: "b" } }, written: { data_wo: { a: "b" }, data_wo_revision: 1 } },
        ovh_cloud_project_user: { user: { description: "someone" } },
        helm_release: {
          open: { name: "open", set: [{ name: "a", value: "b" }] },
          closed: { name: "closed", set_sensitive: [{ name: "a", value: "b" }] },
        },
      },
      provider: {},
      output: {},
      variable: {},
      terraform: {
        backend: {},
        required_providers: Object.fromEntries(
          ["ovh/ovh", "kubernetes", "helm"].map((source) => [source, { source, version: "1.0.0" }]),
        ),
      },
    };
    expect(secretsKeptBy(stack, schemas)).toEqual([
      "helm_release.set_sensitive.value",
      "kubernetes_secret_v1.data",
      "ovh_cloud_project_user.password",
    ]);
  });
});
