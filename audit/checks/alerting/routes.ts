import { isObject, listAt, textAt, type Json } from "../../facts/json";

/** Labels of an alert. */
export type AlertLabels = Readonly<Record<string, string>>;

/** Route that an alert takes: the first below the root that every matcher of it fits, else the root itself. */
export function routeOf(config: Json, labels: AlertLabels): Json {
  const root = isObject(config) ? (config["route"] ?? null) : null;
  return (
    listAt(root, "routes").find((route) =>
      listAt(route, "matchers").every((matcher) => typeof matcher === "string" && fits(matcher, labels)),
    ) ?? root
  );
}

/** Receiver of an alert, as the configuration describes it; undefined where none of that name stands. */
export function receiverOf(config: Json, labels: AlertLabels): Json | undefined {
  const name = textAt(routeOf(config, labels), "receiver");
  return listAt(config, "receivers").find((receiver) => textAt(receiver, "name") === name);
}

/** Ways of a receiver: every list of it that holds configurations. */
export const waysOf = (receiver: Json | undefined): readonly Json[] =>
  isObject(receiver)
    ? Object.keys(receiver).flatMap((key) => (key.endsWith("_configs") ? listAt(receiver, key) : []))
    : [];

/** `label op "value"`, as Alertmanager writes matchers; one that can't be read fits nothing. */
function fits(matcher: string, labels: AlertLabels): boolean {
  const [, label = "", operator = "", value = ""] = /^\s*(\w+)\s*(=~|!~|!=|=)\s*"?([^"]*?)"?\s*$/.exec(matcher) ?? [];
  const found = labels[label] ?? "";
  switch (operator) {
    case "=":
      return found === value;
    case "!=":
      return found !== value;
    case "=~":
      return new RegExp(`^(?:${value})$`).test(found);
    case "!~":
      return !new RegExp(`^(?:${value})$`).test(found);
    default:
      return false;
  }
}
