import { Refusal, type Mistake } from "../language";
import { lockPath, type Lock } from "./lock-file";
import { addressOf, isTerraform, stackOf, typeOf } from "./stateful-mistakes";

export interface MoveRequest {
  /** `<stack>:<address>` as it stands in the lock. */
  readonly from: string;
  /** `<stack>:<address>` as it is called from now on. */
  readonly to: string;
  readonly by: string;
  readonly on: string;
}

/** Records that a resource has another name from now on. Throws a Refusal where Terraform could not carry it there. */
export function recordMove(lock: Lock, { from, to, by, on }: MoveRequest): Lock {
  const mistakes = moveRequestMistakes(lock, from, to);
  if (mistakes.length > 0) throw new Refusal(`the move in environment "${lock.environment}"`, mistakes);
  const { [from]: entry, ...others } = lock.stateful;
  if (entry === undefined) throw new Error(`${from} was found and lost`);
  const move = { stack: stackOf(from), from: addressOf(from), to: addressOf(to), by, on };
  return { ...lock, stateful: { ...others, [to]: entry }, moves: [...withoutReturn(lock.moves, move), move] };
}

/** A move back is a move, but Terraform refuses the circle that both would make: the earlier one goes. */
const withoutReturn = (
  moves: Lock["moves"],
  { stack, from, to }: Pick<Lock["moves"][number], "stack" | "from" | "to">,
): Lock["moves"] => moves.filter((other) => !(other.stack === stack && other.from === to && other.to === from));

function moveRequestMistakes(lock: Lock, from: string, to: string): readonly Mistake[] {
  const where = lockPath(lock.environment);
  const mistake = (value: string, why: string, wayOut: string): Mistake => ({ where, value, why, wayOut });
  if (lock.stateful[from] === undefined) {
    const near = Object.keys(lock.stateful)
      .filter((id) => typeOf(id) === typeOf(from))
      .slice(0, 5);
    return [
      mistake(
        from,
        "is not recorded as something that keeps anything",
        near.length === 0 ? "write <stack>:<address> as the lock has it" : `choose one of ${near.join(", ")}`,
      ),
    ];
  }
  if (!isTerraform(from) || !isTerraform(to)) {
    return [
      mistake(
        isTerraform(from) ? to : from,
        "is an object of Kubernetes, which nothing can rename",
        "keep its name; to change it, make the new one beside it, copy what it keeps, then retire the old one",
      ),
    ];
  }
  return [
    ...(stackOf(from) === stackOf(to)
      ? []
      : [
          mistake(
            to,
            `is in another stack than ${from}, and Terraform moves nothing between states`,
            "keep it in its stack, or take it over by hand: an import block in the one, a removed block with destroy = false in the other",
          ),
        ]),
    ...(typeOf(from) === typeOf(to) ? [] : [mistake(to, `is no ${typeOf(from)}`, "name a resource of the same type")]),
    ...(lock.stateful[to] === undefined
      ? []
      : [mistake(to, "is recorded already, as something else", "choose the name that synthesis gives it now")]),
  ];
}
