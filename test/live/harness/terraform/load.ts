import type { z } from "zod";
import type { Stack } from "../../../terraform/harness/stack";
import { referencesIn, resolve } from "./expressions";

export type Attributes = Readonly<Record<string, unknown>>;

/** What one type of resource says to a server. */
export interface Kind {
  /** Says it, and answers with what others may refer to beside its arguments. Throws where the server refuses. */
  readonly apply: (given: unknown) => Promise<Attributes>;
}

/** A kind whose arguments are all known: one that is not fails, so that none is overlooked. */
export const kind = <S extends z.ZodType>(
  schema: S,
  apply: (given: z.output<S>) => Promise<Attributes | undefined>,
): Kind => ({ apply: async (given) => (await apply(schema.parse(given))) ?? {} });

export interface Loading {
  /** By type; `data.` stands before what is only looked up. */
  readonly kinds: Readonly<Record<string, Kind>>;
  /** Providers whose resources this server is not told of; what they would answer is made up. */
  readonly elsewhere: readonly string[];
}

/** A value that stands for one that only applying makes. None may be seen in clear. */
export const madeUp = (reference: string): string => `made-up-${reference}`;

interface Block {
  readonly address: string;
  readonly type: string;
  readonly given: Attributes;
  readonly after: readonly string[];
}

const meta = ["//", "lifecycle", "depends_on", "provider"];

/**
 * Applies what a synthesized stack says of one server, in the order of its references. It stands for the provider's own program, which isn't
 * had: a type or an argument that nobody translates fails. Gives back what is known of each block then, by its address.
 */
export async function load(stack: Stack, { kinds, elsewhere }: Loading): Promise<ReadonlyMap<string, Attributes>> {
  const isElsewhere = (address: string): boolean =>
    elsewhere.includes(address.replace(/^data\./, "").split("_")[0] ?? "");
  // What is said elsewhere may say it in any words.
  const blocks = blocksOf(stack, (type) => !isElsewhere(type));
  const known = new Map<string, Attributes>();
  const lookup = (name: string): unknown => {
    if (name.startsWith("var.")) return variable(stack, name);
    if (isElsewhere(name)) return madeUp(name);
    const { address, path } = split(name);
    const attributes = known.get(address);
    if (attributes === undefined || !(path in attributes)) throw new Error(`${name} refers to nothing that is known`);
    return attributes[path];
  };
  let waiting = blocks;
  while (waiting.length > 0) {
    const ready = waiting.filter(({ after }) =>
      after.every((name) => name.startsWith("var.") || isElsewhere(name) || known.has(split(name).address)),
    );
    if (ready.length === 0) throw new Error(`these wait for one another: ${waiting.map((b) => b.address).join(", ")}`);
    for (const { address, type, given } of ready) {
      const of = kinds[type];
      if (of === undefined) throw new Error(`nobody translates ${type}, of which ${address} is one`);
      const values = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, resolve(value, lookup)]));
      const computed = await of.apply(values).catch((error: unknown) => {
        throw new Error(`${address}: ${error instanceof Error ? error.message : String(error)}`);
      });
      known.set(address, { ...values, ...computed });
    }
    waiting = waiting.filter((block) => !ready.includes(block));
  }
  return known;
}

function blocksOf({ data, resource }: Stack, isMeant: (type: string) => boolean): readonly Block[] {
  return [
    ...Object.entries(resource).map(([type, ofType]) => [type, ofType] as const),
    ...Object.entries(data).map(([type, ofType]) => [`data.${type}`, ofType] as const),
  ]
    .filter(([type]) => type !== "data.terraform_remote_state" && isMeant(type))
    .flatMap(([type, ofType]) =>
      Object.entries(ofType).map(([name, block]) => {
        const given = Object.fromEntries(Object.entries(block).filter(([key]) => !meta.includes(key)));
        const declared = block["depends_on"];
        const after = Array.isArray(declared) ? declared.map((one: unknown) => `${String(one)}.id`) : [];
        return { address: `${type}.${name}`, type, given, after: [...referencesIn(given), ...after] };
      }),
    );
}

function split(reference: string): { readonly address: string; readonly path: string } {
  const parts = reference.split(".");
  const length = parts[0] === "data" ? 3 : 2;
  return { address: parts.slice(0, length).join("."), path: parts.slice(length).join(".") };
}

/** What an operator hands over is made up; what has a default, takes it. */
function variable({ variable: variables }: Stack, name: string): unknown {
  const declared = variables[name.split(".")[1] ?? ""];
  if (declared === undefined) throw new Error(`${name} is not declared`);
  return declared.default ?? madeUp(name);
}
