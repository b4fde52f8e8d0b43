/** One query of a panel, in the language of its data source, and what its lines are called. */
export interface Query {
  readonly expression: string;
  /** Labels in double braces; default: none. */
  readonly legend?: string;
}

/** One picture; Grafana's unit ids. */
export interface Panel {
  readonly title: string;
  readonly kind: "timeseries" | "stat" | "logs";
  readonly unit: "percentunit" | "reqps" | "s" | "short" | "bytes";
  readonly queries: readonly Query[];
}

/** Columns of Grafana's grid, and what one panel takes of it. */
const grid = { columns: 24, width: 12, height: 8 } as const;

/** A panel as Grafana's dashboard JSON has it, at its place among the others: two in a row. */
export const panelJson = ({ title, kind, unit, queries }: Panel, index: number) => {
  const perRow = grid.columns / grid.width;
  const datasource = kind === "logs" ? { type: "loki", uid: "loki" } : { type: "prometheus", uid: "prometheus" };
  return {
    id: index + 1,
    title,
    type: kind,
    datasource,
    gridPos: {
      x: (index % perRow) * grid.width,
      y: Math.floor(index / perRow) * grid.height,
      w: grid.width,
      h: grid.height,
    },
    fieldConfig: { defaults: { unit, min: kind === "timeseries" ? 0 : null }, overrides: [] },
    targets: queries.map(({ expression, legend }, query) => ({
      refId: String.fromCharCode("A".charCodeAt(0) + query),
      datasource,
      expr: expression,
      ...(legend === undefined ? {} : { legendFormat: legend }),
    })),
  };
};
