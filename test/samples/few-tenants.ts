import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { readLock } from "../../cli/locked-environments";
import { synthesizeAnew, writeVariant } from "./synthesize";

/** Variable that says of how many tenants of each sample a tier works on. */
const tenantsVariable = "BESTEK_SAMPLES_TENANTS";

/** One of each kind, and a second one of one of them. */
const fewByDefault = 5;

/** Databases of tenants that stand in several cells do so with few tenants, too. */
const leastCells = 2;

/** A sample with more tenants than are worked on. */
export interface Crowded {
  readonly name: string;
  /** Folder whose `environments` define it. */
  readonly repository: string;
  readonly tenants: number;
}

/** How many tenants of a sample are worked on. */
export function mostTenants(): number {
  const said = process.env[tenantsVariable];
  if (said === undefined) return fewByDefault;
  const most = Number(said);
  if (Number.isInteger(most) && most > 0) return most;
  throw new Error(`${tenantsVariable} is "${said}"; it takes a number of tenants, such as 3`);
}

/** Of these environments those with more tenants, by their locks. What nobody defines in `repository` is a sample of our own, or can't be told. */
export const crowdedAmong = (names: readonly string[], repository: string): readonly Crowded[] =>
  names.flatMap((name) => {
    const home = [repository, resolve(__dirname, "../..")].find((folder) =>
      existsSync(join(folder, "environments", `${name}.ts`)),
    );
    const lock = home === undefined ? undefined : readLock(home, name);
    const tenants = Object.keys(lock?.tenants ?? {}).length;
    return home !== undefined && tenants > mostTenants() ? [{ name, repository: home, tenants }] : [];
  });

/**
 * Plans and synthesizes these anew in `folder`, each with its first tenants and as few cells as hold as many tenants each as before. Tenants are written
 * by the same code each: two hundred of them take many minutes that show no more.
 */
export function synthesizeWithFewTenants(folder: string, crowded: readonly Crowded[]): void {
  const most = mostTenants();
  for (const { name, repository, tenants } of crowded) {
    const share = `Math.ceil(((sample.facts.tenancy.cells ?? 1) * ${String(most)}) / ${String(tenants)})`;
    const tenancy = [
      `cells: Math.min(sample.facts.tenancy.cells ?? 1, Math.max(${String(leastCells)}, ${share}))`,
      `tenants: Object.fromEntries(Object.entries(sample.facts.tenancy.tenants).slice(0, ${String(most)}))`,
    ];
    writeVariant(folder, repository, name, `tenancy: { ...sample.facts.tenancy, ${tenancy.join(", ")} }`);
    process.stderr.write(
      `\n${name}: ${String(tenants - most)} of ${String(tenants)} tenants are left out; ${tenantsVariable}=${String(tenants)} works on all\n`,
    );
  }
  if (crowded.length > 0) synthesizeAnew(folder);
}
