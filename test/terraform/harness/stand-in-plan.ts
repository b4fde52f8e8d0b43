import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Variable that names a folder for the plans of this tier; without it they are thrown away. */
export const plansVariable = "BESTEK_TERRAFORM_PLANS";

const document = z.looseObject({ format_version: z.string() });

/**
 * A plan as `terraform show -json` tells it, with `"standIn": true` in front: no evidence, and whoever reads one must say so. A plan
 * that a real provider made has no such field.
 */
export const markStandIn = (plan: string): string =>
  JSON.stringify({ standIn: true, ...document.parse(JSON.parse(plan)) });

/** True where somebody asked for plans. */
export const keepsPlans = (): boolean => process.env[plansVariable] !== undefined;

/** Writes a plan as `<stack>.stand-in.plan.json` below the folder that was asked for. */
export function keepPlan(stack: string, plan: string): void {
  const folder = process.env[plansVariable];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${stack}.stand-in.plan.json`), plan);
}
