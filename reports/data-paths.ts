import type { CallOut, HopPlan, PathPlan, Unanswered } from "../language";
import { code } from "./markdown";

/** What was found of a hop, at each site where it was judged. */
export interface HopVerdict {
  readonly site: string;
  readonly outcome: "pass" | "fail" | "undecided";
}

/** One path of one sample, as it is printed. */
export interface PathReport {
  readonly sample: string;
  readonly id: string;
  readonly path: PathPlan;
  /** By hop. */
  readonly verdicts: Readonly<Record<string, readonly HopVerdict[]>>;
}

/** The ways that data takes, each as a table of its hops with what was found of them. */
export const dataPathsMarkdown = (head: readonly string[], paths: readonly PathReport[]): string =>
  `${[...head, ...paths.map(section)].join("\n\n")}\n`;

function section({ sample, id, path, verdicts }: PathReport): string {
  return [
    `## ${path.title}`,
    `${code(`${sample} plan/paths/${id}`)}, a case of ${path.flow.replace("-", " ")}.`,
    [
      "| hop | how | on failure, or who else may enter | found |",
      "| --- | --- | --- | --- |",
      ...Object.entries(path.hops).map(([key, hop]) => row(key, hop, verdicts[key] ?? [])),
    ].join("\n"),
  ].join("\n\n");
}

const row = (key: string, hop: HopPlan, verdicts: readonly HopVerdict[]): string =>
  `| ${key.slice(0, 2)} ${hop.name} | ${carriage(hop)} | ${safeguard(hop)} | ${found(verdicts)} |`;

function carriage(hop: HopPlan): string {
  switch (hop.kind) {
    case "edge":
      return Object.keys(hop.flows).map(code).join("<br>");
    case "call-out":
      return question(hop.asks);
    case "record":
      return `${code(hop.by)} tells ${Object.keys(hop.events).map(code).join(", ")}; ${code(hop.keeper)} keeps it`;
    case "open":
      return `${code(hop.at)}: open`;
  }
}

/** What is asked, in a few words. */
function question(asks: CallOut): string {
  switch (asks.kind) {
    case "firewall":
    case "rate-limit":
    case "circuit-breaker":
    case "sign-in":
    case "token":
    case "authorization":
      return `${asks.kind} on every route to ${code(asks.before)}`;
    case "sender-check":
    case "spam-filter":
      return `${asks.kind} in ${code(asks.within)}`;
    case "virus-scan":
    case "virus-verdict":
      return `${asks.kind} in ${code(asks.within)}, of ${code(asks.of)}`;
    case "publisher":
    case "stream":
    case "delivery":
    case "dead-letters":
      return `${asks.kind} of ${code(`${asks.subscription.topic.service}.${asks.subscription.topic.name}`)}`;
    case "database-session":
    case "cache-session":
      return `${asks.kind} of ${code(asks.service)}`;
  }
}

function safeguard(hop: HopPlan): string {
  switch (hop.kind) {
    case "edge": {
      if (hop.entrance.kind === "credentials") return `credentials: ${hop.entrance.because}`;
      const others = Object.keys(hop.entrance.others);
      return others.length === 0 ? "nobody else" : `nobody else but ${others.map(code).join(", ")}`;
    }
    case "call-out":
      return unanswered(hop.unanswered);
    case "record":
      return "";
    case "open":
      return hop.because;
  }
}

function unanswered(what: Unanswered): string {
  switch (what.kind) {
    case "refuses":
      return "refused while nobody answers";
    case "defers":
      return "waits while nobody answers";
    case "asks-nobody":
      return "decided by the process itself";
    case "goes-on":
      return `goes on: ${what.because}`;
  }
}

function found(verdicts: readonly HopVerdict[]): string {
  if (verdicts.length === 0) return "not judged";
  return verdicts.map(({ site, outcome }) => `${outcome} (${site})`).join("<br>");
}
