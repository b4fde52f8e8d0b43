import type { Finding } from "../../check";
import type { PlanFacts, ReleaseFact } from "../../facts/facts";
import { textAt } from "../../facts/json";

/** Blocks of Alloy's language at the outermost level: what kind, which name, and what stands inside. */
const blocks = (configuration: string): readonly { readonly kind: string; readonly body: string }[] =>
  [...configuration.matchAll(/^([\w.]+) "\w+" \{\n([\s\S]*?)^\}$/gm)].map(([, kind = "", body = ""]) => ({
    kind,
    body,
  }));

/** Value of an argument, as it is written. */
const argument = (body: string, name: string): string | undefined =>
  new RegExp(`^\\s*${name}\\s*=\\s*(.+)$`, "m").exec(body)?.[1];

/** What an exporter must say so that it lets go of nothing. */
const patience = [
  { name: "enabled", value: "false", why: "puts a queue in between, which is lost with its agent and overflows" },
  { name: "max_elapsed_time", value: '"0s"', why: "lets go of what is not taken for a while" },
  { name: "encoding", value: '"json"', why: "is what the taker does not read" },
] as const;

/** Agents hand over the lines of everybody whom the plan names, to whom it names, and wait. */
export function agentFindings(handed: PlanFacts["handed"], { values }: ReleaseFact): readonly Finding[] {
  const all = values.flatMap((document) => blocks(textAt(document, "alloy", "configMap", "content") ?? ""));
  return Object.entries(handed).flatMap(([taker, { url, from }]) => {
    const exporter = all.find(
      ({ kind, body }) =>
        kind === "otelcol.exporter.otlphttp" && argument(body, "logs_endpoint") === JSON.stringify(url),
    );
    return [
      ...(exporter === undefined
        ? [{ where: taker, value: url, why: "is handed nothing", wayOut: "export to its address" }]
        : patience
            .filter(({ name, value }) => argument(exporter.body, name) !== value)
            .map(({ name, value, why }) => ({
              where: `${taker}: ${name}`,
              value: argument(exporter.body, name) ?? null,
              why,
              wayOut: `set it to ${value}`,
            }))),
      ...Object.entries(from)
        .filter(
          ([source, namespace]) =>
            !all.some(
              ({ kind, body }) =>
                kind === "discovery.relabel" &&
                body.includes(`regex         = "${namespace}"`) &&
                argument(body.slice(body.lastIndexOf("rule {")), "replacement") === JSON.stringify(source),
            ),
        )
        .map(([source, namespace]) => ({
          where: `${taker}: ${source}`,
          value: namespace,
          why: "has lines that no agent looks for",
          wayOut: "keep the pods of its namespace",
        })),
    ];
  });
}
