import type { Facts } from "../facts";
import { listAt, textAt } from "../facts/json";
import type { Need } from "./need";

const openIdQuestion = "/_matrix/federation/v1/openid/userinfo";

/** A homeserver that is asked by the name in people's addresses: what answers there is the customer's website. */
export function homeserverNeeds({ kubernetes }: Facts): readonly Need[] {
  const asked = Object.values(kubernetes).some(
    ({ kind, object }) =>
      kind === "HTTPRoute" &&
      listAt(object, "spec", "rules")
        .flatMap((rule) => listAt(rule, "matches"))
        .flatMap((match) => textAt(match, "path", "value") ?? [])
        .some((path) => openIdQuestion === path || openIdQuestion.startsWith(`${path}/`)),
  );
  if (!asked) return [];
  return [
    {
      id: "names/homeserver",
      group: "names",
      what: "where the homeserver is, told at the domain itself: without it nobody gets into a call, and no partner's server finds it",
      readFrom: "https://<domain>/.well-known/matrix/server and https://<domain>/.well-known/matrix/client",
      way: "let the website answer both as docs/decisions says of calls, for each domain whose people chat",
      stacks: [],
      check: { kind: "person", why: "the website is no part of the environment" },
    },
  ];
}
