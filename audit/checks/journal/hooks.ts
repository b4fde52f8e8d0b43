import type { Facts, KubernetesFact } from "../../facts";
import { at, listAt, textAt, type Json } from "../../facts/json";
import { objectsOfKind } from "../../facts/of-kind";
import { mailPlanFile, planned } from "../../workloads/mail-plan";

/** A call that a mail server makes for each message before it takes it. */
export interface Hook {
  readonly url: string;
  /** Whether a message waits with its sender while nobody answers. */
  readonly failsClosed: boolean;
  /** Whether it is made for every message, whoever brings it. */
  readonly always: boolean;
  /** Variable that holds the token by which it shows who calls; absent where it shows none. */
  readonly token: string | undefined;
}

/** A mail server as its plan says it. */
export interface HookedServer {
  /** Id of the ConfigMap that tells it, and the ConfigMap. */
  readonly object: string;
  readonly told: KubernetesFact;
  /** Whether it keeps mailboxes, or hands everything on. */
  readonly keeps: boolean;
  /** Calls for whole messages. */
  readonly hooks: readonly Hook[];
}

/** Every mail server, with mailboxes or without. */
export const hookedServers = (facts: Pick<Facts, "kubernetes">): readonly HookedServer[] =>
  objectsOfKind(facts, "ConfigMap").flatMap(([object, told]) => {
    const plan = textAt(told.object, "data", mailPlanFile);
    if (plan === undefined) return [];
    return [
      {
        object,
        told,
        keeps: planned(plan, "Domain").length > 0,
        hooks: planned(plan, "MtaHook")
          .map(([, hook]) => hook)
          .filter((hook) => at(hook, "stages", "data") === true)
          .map(readHook),
      },
    ];
  });

const readHook = (hook: Json): Hook => ({
  url: textAt(hook, "url") ?? "",
  failsClosed: at(hook, "tempFailOnError") === true,
  always:
    at(hook, "enable") === undefined ||
    (textAt(hook, "enable", "else") === "true" && listAt(hook, "enable", "match").length === 0),
  token:
    textAt(hook, "httpAuth", "@type") === "Bearer"
      ? textAt(hook, "httpAuth", "bearerToken", "variableName")
      : undefined,
});
