import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sample, SampleStack } from "./tier";

/** Tenants of one environment whose stacks are applied: the first, the last and one between; of the others' one of each shape is validated. */
const applied = 3;

export interface Sampled {
  /** Tenants whose stacks are applied; all, where there are few. */
  readonly tenants: readonly string[];
  /** In the order of their application. */
  readonly applied: readonly SampleStack[];
  /** What is applied where each stack costs many starts of the core: of the tenants, the first alone. */
  readonly oneTenant: readonly SampleStack[];
  /** Stacks of the other tenants. */
  readonly validated: readonly SampleStack[];
}

/** The tenant that a stack belongs to; undefined for one that belongs to all of them. Ids may begin alike. */
export function tenantOf(
  { name: environment, tenants }: Pick<Sample, "name" | "tenants">,
  stack: string,
): string | undefined {
  return tenants
    .filter((tenant) => `${stack}-`.startsWith(`${environment}-tenant-${tenant}-`))
    .reduce<string | undefined>(
      (longest, one) => (longest === undefined || one.length > longest.length ? one : longest),
      undefined,
    );
}

export function sampleTenants(sample: Pick<Sample, "name" | "tenants" | "stacks">): Sampled {
  const { stacks } = sample;
  const all = [...sample.tenants].sort();
  const step = (all.length - 1) / (applied - 1);
  const tenants =
    all.length <= applied ? all : Array.from({ length: applied }, (_, index) => all[Math.round(index * step)] ?? "");
  const of = (chosen: readonly string[]) => (stack: SampleStack) => {
    const tenant = tenantOf(sample, stack.name);
    return tenant === undefined || chosen.includes(tenant);
  };
  return {
    tenants,
    applied: stacks.filter(of(tenants)),
    oneTenant: stacks.filter(of(tenants.slice(0, 1))),
    validated: stacks.filter((stack) => !of(tenants)(stack)),
  };
}

/**
 * The first stack of each shape. What the core validates are types, arguments and references: stacks that differ in nothing but the
 * tenant's id, in numbers and in hashes are all right or all wrong.
 */
export function ofEachShape(
  sample: Pick<Sample, "name" | "tenants">,
  stacks: readonly SampleStack[],
): readonly SampleStack[] {
  const shapes = new Map<string, SampleStack>();
  for (const stack of stacks) {
    const shape = shapeOf(readFileSync(join(stack.folder, "cdk.tf.json"), "utf8"), tenantOf(sample, stack.name));
    if (!shapes.has(shape)) shapes.set(shape, stack);
  }
  return [...shapes.values()];
}

const shapeOf = (text: string, tenant: string | undefined): string =>
  (tenant === undefined ? text : text.replaceAll(tenant, "tenant"))
    .replaceAll(/[0-9a-f]{8,}/gi, "0")
    .replaceAll(/\d+/g, "0");
