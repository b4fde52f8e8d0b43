import { Refusal } from "../../language";

/** What may differ from customer to customer. */
export interface OfficeRules {
  /** Largest part of all named users who have a document open for editing at the same time: above 0, at most 1. */
  readonly editing: number;
}

/** As the suite brings it: half of those who work at the busiest moment, a fifth of all. No published ratio was found. */
export const officeRules: OfficeRules = { editing: 0.1 };

/** The rules, where they can be kept; throws a Refusal otherwise. */
export function checkedOfficeRules(rules: OfficeRules): OfficeRules {
  if (rules.editing > 0 && rules.editing <= 1) return rules;
  throw new Refusal("office editing", [
    {
      where: "office.editing",
      value: rules.editing,
      why: "is no part of all users",
      wayOut: "write a number above 0 and at most 1, such as 0.1 where one in ten edits at the same time",
    },
  ]);
}
