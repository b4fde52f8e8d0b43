import type { Finding } from "../../check";

/** What is wrong, or unknown, about one thing that is asked for. */
export interface Judgement {
  readonly failure?: Finding;
  readonly unknown?: Finding;
}

/** A role asks for more than its policy grants. */
export const lack = (role: string, path: string, lacks: string): Finding => ({
  where: "path",
  value: path,
  why: `is more than role "${role}" may: it lacks ${lacks}`,
  wayOut: "write a rule for it into the policy of the role, or ask for a path of the namespace's own",
});
