import type { Mistake } from "../language";
import type { Lock } from "./lock-file";
import type { Standing } from "./standing";

/** Recorded renames that can't be: Terraform refuses to move a resource that is still configured under its old name. */
export const moveMistakes = ({ moves, environment }: Lock, { addresses }: Standing): readonly Mistake[] =>
  moves.flatMap(({ stack, from, to }, index) =>
    addresses.has(`${stack}:${from}`)
      ? [
          {
            where: `moves.${String(index)}`,
            value: `${stack}:${from}`,
            why: `was renamed to ${to} and is still synthesized under its old name`,
            wayOut: `keep one of the two: "bestek move ${environment} ${stack}:${to} ${stack}:${from}" takes the rename back`,
          },
        ]
      : [],
  );
