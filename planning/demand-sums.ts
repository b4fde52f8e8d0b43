import { describe, mebibytes, millicores, quantity, type Derived, type Quantity, type Unit } from "../language";
import type { Ledger } from "./ledger";
import type { PerNodeKind, PodDemand, PodKind } from "./pod-kind";

/** Sums of a site's demand: of the pods that are counted, and of those that run on every node. */
export interface DemandSums {
  readonly cpu: Derived<"millicores">;
  readonly memory: Derived<"MiB">;
  readonly volumes: Derived<"volumes">;
  readonly pods: Derived<"pods">;
  /** Size of all volumes together that stand all month. */
  readonly blockStorage: Derived<"MiB">;
  readonly perNode: {
    readonly cpu: Derived<"millicores">;
    readonly memory: Derived<"MiB">;
    readonly pods: Derived<"pods">;
  };
}

/** Enters the sums under `load.<site>-…`. */
export function enterSums(ledger: Ledger, site: string, demand: PodDemand): DemandSums {
  const kinds = demand.kinds.filter(({ count }) => count.value > 0);
  const id = (what: string): string => `${site}-${what}`;
  return {
    cpu: sumOf(ledger, id("cpu"), kinds, ({ cpu }) => [cpu], millicores),
    memory: sumOf(ledger, id("memory"), kinds, ({ memory }) => [memory], mebibytes),
    blockStorage: sumOf(
      ledger,
      id("block-storage"),
      kinds.filter(({ passing }) => passing !== true),
      ({ volumes }) => volumes,
      mebibytes,
    ),
    volumes: countOf(ledger, id("volumes"), kinds, ({ volumes }) => volumes.length, "volumes"),
    pods: countOf(ledger, id("pods"), kinds, () => 1, "pods"),
    perNode: perNodeSums(ledger, site, demand),
  };
}

function sumOf<U extends Unit>(
  ledger: Ledger,
  id: string,
  kinds: readonly PodKind[],
  each: (kind: PodKind) => readonly Derived[],
  unit: (value: number) => Quantity<U>,
): Derived<U> {
  const terms = kinds.flatMap((kind) =>
    each(kind)
      .filter(({ value }) => value > 0)
      .map((term) => ({ kind, term })),
  );
  return ledger.load(id, unit(terms.reduce((sum, { kind, term }) => sum + kind.count.value * term.value, 0)), {
    rule: "demand-sum",
    from: terms.length === 0 ? kinds.map(({ count }) => count) : terms.flatMap(({ kind, term }) => [kind.count, term]),
    because:
      terms.length === 0
        ? "no pod asks for any"
        : inWords(terms.map(({ kind, term }) => ({ kind, amount: `${String(kind.count.value)} x ${describe(term)}` }))),
  });
}

function countOf<U extends "volumes" | "pods">(
  ledger: Ledger,
  id: string,
  kinds: readonly PodKind[],
  each: (kind: PodKind) => number,
  unit: U,
): Derived<U> {
  const counted = kinds.filter((kind) => each(kind) > 0);
  const value = counted.reduce((sum, kind) => sum + kind.count.value * each(kind), 0);
  return ledger.load(id, quantity(value, unit), {
    rule: "demand-count",
    from: (counted.length === 0 ? kinds : counted).map(({ count }) => count),
    because:
      counted.length === 0
        ? "no pod has any"
        : inWords(counted.map((kind) => ({ kind, amount: String(kind.count.value * each(kind)) }))),
  });
}

/** Each term by name; pods that every tenant has are said once, with the number of tenants. */
function inWords(terms: readonly { readonly kind: PodKind; readonly amount: string }[]): string {
  const groups = new Map<string, { amount: string; count: number }>();
  for (const { kind, amount } of terms) {
    const name = kind.shared ?? kind.id;
    const known = groups.get(name);
    if (known === undefined) groups.set(name, { amount, count: 1 });
    else known.count += 1;
  }
  return [...groups]
    .map(([name, { amount, count }]) => (count === 1 ? `${name} ${amount}` : `${name} of ${String(count)} tenants`))
    .join(" + ");
}

/** Of a cluster that the customer runs nothing is known to run on every node. */
function perNodeSums(ledger: Ledger, site: string, { kinds, perNode }: PodDemand): DemandSums["perNode"] {
  const enter = <U extends Unit>(what: string, value: Quantity<U>, each: (kind: PerNodeKind) => Derived): Derived<U> =>
    ledger.load(`${site}-per-node-${what}`, value, {
      rule: "demand-on-every-node",
      from: perNode.length === 0 ? kinds.map(({ count }) => count) : perNode.map(each),
      because:
        perNode.length === 0
          ? "nothing is known to run on every node"
          : perNode.map((kind) => `${kind.id} ${describe(each(kind))}`).join(" + "),
    });
  const sum = (each: (kind: PerNodeKind) => Derived): number =>
    perNode.reduce((total, kind) => total + each(kind).value, 0);
  return {
    cpu: enter("cpu", millicores(sum(({ cpu }) => cpu)), ({ cpu }) => cpu),
    memory: enter("memory", mebibytes(sum(({ memory }) => memory)), ({ memory }) => memory),
    pods: ledger.load(`${site}-per-node-pods`, quantity(perNode.length, "pods"), {
      rule: "demand-on-every-node",
      from: perNode.length === 0 ? kinds.map(({ count }) => count) : perNode.map(({ cpu }) => cpu),
      because: perNode.length === 0 ? "nothing is known to run on every node" : perNode.map(({ id }) => id).join(", "),
    }),
  };
}
