import { parser } from "@prometheus-io/lezer-promql";

/** Where an expression is no PromQL: the text around each error; none where it parses. */
export function promqlErrors(expression: string): readonly string[] {
  const errors: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) errors.push(expression.slice(Math.max(0, from - 10), to + 10));
    },
  });
  return errors;
}

/** Metrics that an expression asks for. */
export function metricsIn(expression: string): readonly string[] {
  const names: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ name, from, to, node }) => {
      if (name === "Identifier" && node.parent?.name === "VectorSelector") names.push(expression.slice(from, to));
    },
  });
  return names;
}
