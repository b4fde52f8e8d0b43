import { eurPerUsd } from "../catalog";
import { noveu } from "../suites";
import { describe, quantity } from "../language";
import { sizeTable, type SizeOptions, type SizeRow } from "../planning";
import type { Outcome } from "./outcome";
import { indent, table } from "./table";

export interface Sizes {
  readonly format: "bestek.size/1";
  readonly suite: string;
  readonly rows: readonly SizeRow[];
}

/** What a number of users takes and costs on every cloud and tier, before there is an environment. */
export function size(options: SizeOptions): Outcome<Sizes> {
  const suite = noveu();
  const rows = sizeTable({ suite }, options);
  return {
    exitCode: 0,
    data: { format: "bestek.size/1", suite: suite.name, rows },
    lines: [
      `▸ ${suite.name}, usage ${options.usage}`,
      ...indent(table(columns, rows.map(cells))),
      ...refusals(rows),
      "",
      "Storage: volumes of all sites and objects of all services. A bound (>=) is a price that is not complete.",
      "For 1 user: what the platform costs before anyone uses it. Same up to: users that the same nodes still hold.",
      `Dollars at ${String(eurPerUsd.value)} EUR, ${eurPerUsd.source.ref}, ${eurPerUsd.source.date}.`,
    ],
  };
}

const columns = [
  { title: "cloud" },
  { title: "region" },
  { title: "tier" },
  { title: "users", align: "right" },
  { title: "nodes", align: "right" },
  { title: "machine" },
  { title: "storage", align: "right" },
  { title: "EUR/month", align: "right" },
  { title: "EUR/user", align: "right" },
  { title: "for 1 user", align: "right" },
  { title: "same up to", align: "right" },
] as const;

function cells(row: SizeRow): readonly string[] {
  const head = [row.cloud, row.region, row.tier, String(row.users)];
  switch (row.kind) {
    case "sized": {
      const bound = row.atLeast ? ">= " : "";
      const standby = row.standbyNodes.value === 0 ? "" : ` + ${String(row.standbyNodes.value)}`;
      return [
        ...head,
        `${String(row.nodes.value)}${standby}`,
        row.machine,
        describe(quantity(row.objects.value + row.volumes.value, "MiB")),
        `${bound}${row.monthly.value.toFixed(2)}`,
        `${bound}${row.perUser.value.toFixed(2)}`,
        row.floor.value.toFixed(2),
        row.next === undefined ? "" : `${String(row.next.lastUsers)} users`,
      ];
    }
    case "refused":
      return [...head, "refused"];
  }
}

const refusals = (rows: readonly SizeRow[]): readonly string[] =>
  rows.flatMap((row) =>
    row.kind === "refused"
      ? [
          "",
          `✖ ${row.cloud} ${row.tier}, ${String(row.users)} users`,
          ...row.mistakes.map(({ where, why, wayOut }) => `    ${where}: ${why}; ${wayOut}`),
        ]
      : [],
  );
