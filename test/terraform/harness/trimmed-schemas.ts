import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Stack } from "./stack";

const kinds = z.record(z.string(), z.unknown());

const fileSchema = z.looseObject({ resource_schemas: kinds, data_source_schemas: kinds });

/**
 * Writes the schemas of the types that stacks name and of no other: every command sends what a provider serves, which is a third of
 * its time. A type that is not there is refused like one that no provider has.
 */
export function trimSchemas(from: string, to: string, stacks: readonly Stack[]): void {
  const resources = new Set(stacks.flatMap(({ resource }) => Object.keys(resource)));
  const dataSources = new Set(stacks.flatMap(({ data }) => Object.keys(data)));
  for (const file of readdirSync(from).filter((name) => name.endsWith(".json"))) {
    const schemas = fileSchema.parse(JSON.parse(readFileSync(join(from, file), "utf8")));
    const trimmed = {
      ...schemas,
      resource_schemas: pick(schemas.resource_schemas, resources),
      data_source_schemas: pick(schemas.data_source_schemas, dataSources),
    };
    writeFileSync(join(to, file), JSON.stringify(trimmed));
  }
}

const pick = (all: Readonly<Record<string, unknown>>, names: ReadonlySet<string>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
