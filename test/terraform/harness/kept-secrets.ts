import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { addressOf, nameOf } from "./provider-mirror";
import type { Stack } from "./stack";

interface Attribute {
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly write_only: boolean;
  readonly nested_type?: { readonly attributes: Readonly<Record<string, Attribute>> } | undefined;
}

interface Block {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly block_types: Readonly<Record<string, { readonly block: Block }>>;
}

const attributeSchema: z.ZodType<Attribute> = z.lazy(() =>
  z.object({
    computed: z.boolean().default(false),
    sensitive: z.boolean().default(false),
    write_only: z.boolean().default(false),
    nested_type: z.object({ attributes: z.record(z.string(), attributeSchema) }).optional(),
  }),
);

const blockSchema: z.ZodType<Block> = z.lazy(() =>
  z.object({
    attributes: z.record(z.string(), attributeSchema).default({}),
    block_types: z.record(z.string(), z.object({ block: blockSchema })).default({}),
  }),
);

const types = z.record(z.string(), z.object({ block: blockSchema }));

const providerSchema = z.object({ resource_schemas: types, data_source_schemas: types });

type Provider = z.output<typeof providerSchema>;

/** Schemas as they are needed, each file read once. */
export class Schemas {
  private readonly read = new Map<string, Provider>();

  constructor(private readonly folder: string) {}

  /** Blocks of a stack's types; a type that no provider of the stack has is left out. */
  blocksOf({ terraform }: Stack, kind: keyof Provider): ReadonlyMap<string, Block> {
    const providers = Object.values(terraform.required_providers).map(({ source }) =>
      this.provider(nameOf(addressOf(source, ""))),
    );
    return new Map(
      providers.flatMap((provider) =>
        Object.entries(provider[kind]).map(([type, { block }]) => [type, block] as const),
      ),
    );
  }

  private provider(name: string): Provider {
    const known =
      this.read.get(name) ?? providerSchema.parse(JSON.parse(readFileSync(join(this.folder, `${name}.json`), "utf8")));
    this.read.set(name, known);
    return known;
  }
}

/**
 * What a stack's state holds of which a provider says that it is secret: arguments that the stack gives, and whatever the provider
 * computes. Named `type.attribute`, data sources with `data.` before it. Write-only arguments never get there.
 */
export function secretsKeptBy(stack: Stack, schemas: Schemas): readonly string[] {
  const found = (kind: keyof Provider, used: Stack["resource"], prefix: string): readonly string[] => {
    const blocks = schemas.blocksOf(stack, kind);
    return Object.entries(used).flatMap(([type, instances]) =>
      Object.values(instances).flatMap((instance) => {
        const block = blocks.get(type);
        return block === undefined ? [] : secretsOf(block, instance).map((path) => `${prefix}${type}.${path}`);
      }),
    );
  };
  return [
    ...new Set([
      ...found("resource_schemas", stack.resource, ""),
      ...found("data_source_schemas", stack.data, "data."),
    ]),
  ].sort();
}

function secretsOf({ attributes, block_types: blocks }: Block, given: unknown): readonly string[] {
  const values = partsOf(given);
  const has = (name: string): boolean => values.some((value) => Object.hasOwn(value, name));
  const inside = (name: string, block: Block): readonly string[] =>
    values
      .flatMap((value) => (Object.hasOwn(value, name) ? secretsOf(block, value[name]) : []))
      .map((path) => `${name}.${path}`);
  return [
    ...Object.entries(attributes).flatMap(([name, attribute]) => {
      if (attribute.write_only) return [];
      if (attribute.sensitive) return attribute.computed || has(name) ? [name] : [];
      return attribute.nested_type === undefined
        ? []
        : inside(name, { attributes: attribute.nested_type.attributes, block_types: {} });
    }),
    ...Object.entries(blocks).flatMap(([name, { block }]) => inside(name, block)),
  ];
}

/** A block as a list of objects: JSON may write one, several, or one by key. */
const partsOf = (given: unknown): readonly Readonly<Record<string, unknown>>[] =>
  (Array.isArray(given) ? given : [given]).flatMap((part: unknown) =>
    typeof part === "object" && part !== null ? [{ ...part }] : [],
  );
