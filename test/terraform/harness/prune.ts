/** Something of a stack that is left out, and why. */
export interface LeftOut {
  readonly address: string;
  readonly why: string;
}

interface Part {
  readonly address: string;
  readonly type: string;
  readonly text: string;
  readonly remove: () => void;
}

type Blocks = Record<string, Record<string, unknown>>;

/** The parts of a stack that others can refer to, and its outputs. */
interface Parts {
  readonly resource?: Blocks | undefined;
  readonly data?: Blocks | undefined;
  readonly locals?: Record<string, unknown> | undefined;
  readonly output?: Record<string, unknown> | undefined;
}

/**
 * Removes from a stack whatever is of a type in `cannot`, outputs and locals by their address, and whatever refers to something removed; `gone` are addresses of other
 * stacks that were removed before. Returns what it removed, each with the reason.
 */
export function prune(
  stack: Parts,
  cannot: Readonly<Record<string, string>>,
  gone: readonly string[],
): readonly LeftOut[] {
  const left: LeftOut[] = [];
  const removed = [...gone];
  const remaining = new Set(partsOf(stack));
  const takeAway = (part: Part, why: string): void => {
    part.remove();
    remaining.delete(part);
    removed.push(part.address);
    left.push({ address: part.address, why });
  };
  for (const part of [...remaining]) {
    const why = cannot[part.type];
    if (why !== undefined) takeAway(part, why);
  }
  for (let before = -1; before !== remaining.size;) {
    before = remaining.size;
    for (const part of [...remaining]) {
      const needed = removed.find((address) => refersTo(part.text, address));
      if (needed !== undefined) takeAway(part, `needs ${needed}`);
    }
  }
  for (const section of ["resource", "data", "locals", "output"] as const) {
    // The core takes an empty section for one that lacks a name.
    if (Object.keys(stack[section] ?? {}).length === 0) Reflect.deleteProperty(stack, section);
  }
  return left;
}

function partsOf({ resource = {}, data = {}, locals = {}, output = {} }: Parts): readonly Part[] {
  const ofBlocks = (blocks: Blocks, prefix: string): readonly Part[] =>
    Object.entries(blocks).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => ({
        address: `${prefix}${type}.${name}`,
        type: `${prefix}${type}`,
        text: JSON.stringify(body),
        remove: () => {
          Reflect.deleteProperty(named, name);
          if (Object.keys(named).length === 0) Reflect.deleteProperty(blocks, type);
        },
      })),
    );
  const ofValues = (values: Record<string, unknown>, prefix: string): readonly Part[] =>
    Object.entries(values).map(([name, value]) => ({
      address: `${prefix}${name}`,
      type: `${prefix}${name}`,
      text: JSON.stringify(value),
      remove: () => void Reflect.deleteProperty(values, name),
    }));
  return [
    ...ofBlocks(resource, ""),
    ...ofBlocks(data, "data."),
    ...ofValues(locals, "local."),
    ...ofValues(output, "output."),
  ];
}

/** True where a text names an address and not merely something that begins like it. */
function refersTo(text: string, address: string): boolean {
  for (let at = text.indexOf(address); at !== -1; at = text.indexOf(address, at + 1)) {
    const [before, after] = [text[at - 1] ?? "", text[at + address.length] ?? ""];
    if (!/[\w.-]/.test(before) && !/[\w-]/.test(after)) return true;
  }
  return false;
}
