import type { Finding } from "../../check";
import type { Door } from "./door";

/** What is wrong, or unknown, about one thing that is asked for. */
export interface Judgement {
  readonly failure?: Finding;
  readonly unknown?: Finding;
}

/** What is judged behind a door that is open; one that is not is itself what is wrong, or unknown. */
export function behind(door: Door, judge: (open: Extract<Door, { readonly kind: "open" }>) => Judgement): Judgement {
  switch (door.kind) {
    case "closed":
      return { failure: door.finding };
    case "unknown":
      return { unknown: door.finding };
    case "open":
      return judge(door);
  }
}

/** A role asks for more than its policy grants. */
export const lack = (role: string, path: string, lacks: string): Finding => ({
  where: "path",
  value: path,
  why: `is more than role "${role}" may: it lacks ${lacks}`,
  wayOut: "write a rule for it into the policy of the role, or ask for a path of the namespace's own",
});
