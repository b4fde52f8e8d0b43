import { readFileSync } from "node:fs";
import { z } from "zod";
import type { PlanNumbers } from "../../audit";

const number = z.object({ value: z.number() });

const planSchema = z.object({
  sites: z.record(
    z.string(),
    z.object({
      region: z.string(),
      cloud: z.enum(["ovh", "azure", "aws", "existing"]),
      pools: z.record(z.string(), z.object({ machine: z.string(), maximumNodes: number })),
      demand: z.object({ volumes: number }),
    }),
  ),
});

/** Upper bounds of every site, from the synthesized plan. */
export function planNumbers(file: string): PlanNumbers {
  const { sites } = planSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  return Object.fromEntries(
    Object.entries(sites).map(([site, { region, cloud, pools, demand }]) => [
      site,
      {
        region,
        cloud,
        pools: Object.fromEntries(
          Object.entries(pools).map(([name, { machine, maximumNodes }]) => [
            name,
            { machine, maximumNodes: maximumNodes.value },
          ]),
        ),
        volumes: demand.volumes.value,
      },
    ]),
  );
}
