import type { Lock } from "../lock/lock-file";
import { changesOf } from "./changes";
import { lossesOf, unusedApprovals, type Approvals } from "./losses";
import { isUnapplied, outputsOf, type PlanDocument, type ReadPlan } from "./plan-document";
import type { Action, Review, StackReview } from "./review";

/** A stack and what it stands on. */
export interface ReviewedStack {
  readonly name: string;
  /** Stacks that must be applied before it. */
  readonly after: readonly string[];
  /** Outputs of other stacks that it reads, by stack. */
  readonly reads: Readonly<Record<string, readonly string[]>>;
}

/** Plans one stack; called only where its predecessors stand. */
export type Planner = (stack: ReviewedStack) => Promise<ReadPlan>;

export interface ReviewInput {
  readonly environment: string;
  /** In the order of their application. */
  readonly stacks: readonly ReviewedStack[];
  readonly plan: Planner;
  readonly stateful: Lock["stateful"];
  readonly approvals: Approvals;
}

/** Plans every stack that can be planned now and judges what the plans would do. */
export async function reviewPlans({ environment, stacks, plan, stateful, approvals }: ReviewInput): Promise<Review> {
  const documents = new Map<string, PlanDocument>();
  const reviews: StackReview[] = [];
  for (const stack of stacks) {
    const until = blockersOf(stack, stacks, reviews, documents);
    if (until.length > 0) {
      reviews.push({ kind: "unknown", name: stack.name, until });
      continue;
    }
    const planned = await plan(stack);
    if (planned.kind === "failed") {
      reviews.push({ kind: "failed", name: stack.name, why: planned.why });
      continue;
    }
    const { document } = planned;
    documents.set(stack.name, document);
    reviews.push({
      kind: "planned",
      name: stack.name,
      standIn: document.standIn === true,
      changes: changesOf(stack.name, document, stateful),
      drifted: document.resource_drift.length,
      outdated: outdatedReads(stack, documents),
    });
  }
  const changes = reviews.flatMap((review) => (review.kind === "planned" ? review.changes : []));
  const losses = lossesOf(changes, approvals);
  return {
    format: "bestek.review/1",
    environment,
    stacks: reviews,
    totals: totalsOf(changes.map(({ action }) => action)),
    losses,
    unused: unusedApprovals(losses, approvals),
    standIn: reviews.some((review) => review.kind === "planned" && review.standIn),
  };
}

/** Stacks that must be applied first: those that never were, that nobody could plan, or that lack an output that is read. */
function blockersOf(
  { after, reads }: ReviewedStack,
  stacks: readonly ReviewedStack[],
  reviews: readonly StackReview[],
  documents: ReadonlyMap<string, PlanDocument>,
): readonly string[] {
  const blockers = new Set<string>();
  for (const name of new Set([...after, ...Object.keys(reads)])) {
    const review = reviews.find((candidate) => candidate.name === name);
    const document = documents.get(name);
    if (review?.kind === "unknown") for (const earlier of review.until) blockers.add(earlier);
    else if (review?.kind === "failed") blockers.add(name);
    else if (document !== undefined && (isUnapplied(document) || lacks(document, reads[name] ?? [])))
      blockers.add(name);
  }
  return stacks.map(({ name }) => name).filter((name) => blockers.has(name));
}

function lacks(document: PlanDocument, names: readonly string[]): boolean {
  const { present } = outputsOf(document);
  return names.some((name) => !present.includes(name));
}

const outdatedReads = ({ reads }: ReviewedStack, documents: ReadonlyMap<string, PlanDocument>): readonly string[] =>
  Object.entries(reads).flatMap(([name, outputs]) => {
    const document = documents.get(name);
    if (document === undefined) return [];
    const { changing } = outputsOf(document);
    return outputs.filter((output) => changing.includes(output)).map((output) => `${name}.${output}`);
  });

const totalsOf = (actions: readonly Action[]): Readonly<Record<Action, number>> => {
  const count = (action: Action): number => actions.filter((other) => other === action).length;
  return {
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    destroy: count("destroy"),
    move: count("move"),
    import: count("import"),
    forget: count("forget"),
  };
};
