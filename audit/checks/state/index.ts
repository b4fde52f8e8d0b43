import { pen, type Check, type Verdict } from "../../check";
import type { Facts } from "../../facts";
import { grouped } from "../../grouped";
import { backendFindings } from "./backend";
import { copiedCredentials } from "./credentials";
import { groundFindings } from "./ground";
import { machinePaths } from "./paths";

const id = "state";
const ours = pen(id);

/** The record of what runs outlives what runs: elsewhere, one writer at a time, unreadable at rest, the same on every machine. */
export const state: Check = {
  id,
  title:
    "State is remote, locked and encrypted, outside every region it describes, and no credential is copied into it",
  controls: ["A.5.29", "A.8.13", "A.8.24"],
  judge: (facts) => [...stackVerdicts(facts), ...blockVerdicts(facts)],
};

function stackVerdicts(facts: Facts): readonly Verdict[] {
  const stacks = grouped(Object.values(facts.terraform), ({ stack }) => stack);
  return [...stacks].flatMap(([stack, blocks]) => {
    const backends = blocks.filter(({ block }) => block === "backend");
    const [backend, ...others] = backends;
    if (backend === undefined || others.length > 0) {
      return [
        ours.fail(`${stack}:terraform.backend`, {
          where: "terraform.backend",
          why:
            backend === undefined
              ? "is missing: the state would be a file beside the stack, on one person's machine"
              : "stands there twice",
          wayOut: "let keepState write it",
        }),
      ];
    }
    return ours.sum(`${stack}:${backend.address}`, {
      failures: [...backendFindings(backend), ...groundFindings(backend, blocks, facts)],
    });
  });
}

const blockVerdicts = ({ terraform }: Facts): readonly Verdict[] =>
  Object.entries(terraform).flatMap(([object, fact]) =>
    ours.sum(object, { failures: [...machinePaths(fact), ...copiedCredentials(fact)] }),
  );
