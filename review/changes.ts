import { keepingOf } from "../catalog";
import type { Lock } from "../lock/lock-file";
import { changedAttributes } from "./changed-attributes";
import type { PlanDocument, ResourceChange } from "./plan-document";
import { secretTexts } from "./redact";
import type { Action, Change } from "./review";

/** What a plan does, resource by resource; what stays as it is, and what is only read, is left out. */
export const changesOf = (stack: string, document: PlanDocument, stateful: Lock["stateful"]): readonly Change[] => {
  const secrets = secretTexts(document);
  return document.resource_changes.flatMap((resource) => {
    const action = actionOf(resource);
    if (resource.mode === "data" || action === undefined) return [];
    const { address, type, previous_address, deposed } = resource;
    const id = `${stack}:${address}`;
    const keeps = keptBy([id, `${stack}:${previous_address ?? address}`], type, stateful);
    const reason = reasonOf(resource);
    return [
      {
        id,
        address: deposed === undefined ? address : `${address} (deposed ${deposed})`,
        type,
        action,
        ...(previous_address === undefined ? {} : { previously: previous_address }),
        ...(reason === undefined ? {} : { reason }),
        attributes: action === "update" || action === "replace" ? changedAttributes(resource, secrets) : [],
        ...(keeps === undefined ? {} : { keeps }),
      },
    ];
  });
};

function actionOf({ previous_address, change: { actions, importing } }: ResourceChange): Action | undefined {
  const does = (action: string): boolean => actions.includes(action);
  if (does("delete")) return does("create") ? "replace" : "destroy";
  if (does("forget")) return "forget";
  if (importing !== undefined) return "import";
  if (does("create")) return "create";
  if (does("update")) return "update";
  return previous_address === undefined ? undefined : "move";
}

/** What the lock says, and for what it does not know, the catalogue. */
function keptBy(ids: readonly string[], type: string, stateful: Lock["stateful"]): string | undefined {
  const locked = ids.map((id) => stateful[id]).find((entry) => entry !== undefined);
  if (locked !== undefined) return locked.holds;
  const keeping = keepingOf(type);
  switch (keeping.kind) {
    case "stateful":
      return keeping.holds;
    case "unclassified":
      return "nobody has said what";
    case "stateless":
      return undefined;
  }
}

/** Reasons of Terraform's own plan format, in words. */
const reasons: Readonly<Record<string, string>> = {
  replace_because_tainted: "an earlier apply left it half made",
  replace_because_cannot_update: "its provider can't change it in place",
  replace_by_request: "someone asked for it",
  replace_by_triggers: "something it names as a trigger changes",
  delete_because_no_resource_config: "it is no longer in the stack",
  delete_because_wrong_repetition: "it is counted otherwise now",
  delete_because_count_index: "its number is beyond the count",
  delete_because_each_key: "its key is no longer in the set",
  delete_because_no_module: "its module is gone",
  delete_because_no_move_target: "it was moved to where nothing is",
};

const reasonOf = ({ action_reason }: ResourceChange): string | undefined =>
  action_reason === undefined ? undefined : (reasons[action_reason] ?? action_reason);
