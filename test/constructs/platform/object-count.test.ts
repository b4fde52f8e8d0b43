import { App, Chart } from "cdk8s";
import { z } from "zod";
import { objectCount } from "../../../catalog";
import { objectCountAlerts } from "../../../constructs/platform/alerts/object-count-alerts";
import {
  objectCountMonitoring,
  objectCountQuery,
  objectCountStatement,
} from "../../../constructs/platform/database/object-count-query";
import { storageMeter } from "../../../suites/noveu/billing-metering";
import { metricsIn, promqlErrors } from "./alerts/promql";

const queriesSchema = z.record(
  z.string(),
  z.strictObject({
    query: z.string(),
    target_databases: z.array(z.string()),
    primary: z.boolean(),
    metrics: z.array(
      z.record(z.string(), z.strictObject({ usage: z.enum(["LABEL", "GAUGE"]), description: z.string() })),
    ),
  }),
);
const objectsSchema = z.tuple([
  z.object({
    kind: z.literal("ConfigMap"),
    metadata: z.object({ name: z.string(), labels: z.record(z.string(), z.string()) }),
    data: z.record(z.string(), z.string()),
  }),
]);

function synthesized() {
  const chart = new Chart(new App(), "databases");
  objectCountQuery(chart);
  const [{ metadata, data }] = objectsSchema.parse(chart.toJson());
  const [{ name, key }] = objectCountMonitoring.customQueriesConfigMap;
  return { metadata, name, queries: queriesSchema.parse(JSON.parse(data[key] ?? "")) };
}

test("the exporter's query is where clusters look for it, and is read anew when it changes", () => {
  const { metadata, name } = synthesized();
  expect(metadata).toEqual({ name, labels: { "cnpg.io/reload": "" } });
});

test("columns become the series that are asked for: cnpg_<query>_<column>, one for each database", () => {
  const { queries } = synthesized();
  const series = Object.entries(queries).flatMap(([query, { metrics }]) =>
    metrics.flatMap((metric) =>
      Object.entries(metric).flatMap(([column, { usage }]) => (usage === "LABEL" ? [] : [`cnpg_${query}_${column}`])),
    ),
  );
  expect(series).toEqual(Object.values(objectCount.series));
  const [[, query] = ["", undefined]] = Object.entries(queries);
  expect(query?.target_databases).toEqual(["*"]);
  expect(Object.keys(query?.metrics[0] ?? {})).toEqual(["datname"]);
});

test("it reads PostgreSQL's own catalogue and nothing that a tenant could have made", () => {
  const relations = [...objectCountStatement.matchAll(/(?:FROM|JOIN) (?!LATERAL)(\S+)/g)].map(([, name]) => name);
  expect(relations).toEqual(["pg_catalog.pg_namespace"]);
  const called = [...objectCountStatement.matchAll(/([\w.]+)\(/g)].map(([, name]) => name);
  expect(called.filter((name) => name !== "OPERATOR" && !name?.startsWith("pg_catalog."))).toEqual([]);
  expect(objectCountStatement.match(/ [=<>~!|+*/%-]+ /g)).toBeNull();
});

test("the storage meter and the alert are PromQL over what the exporter tells", () => {
  if (storageMeter.reading.kind !== "series") throw new Error("storage is no series");
  const { expression } = storageMeter.reading;
  expect(promqlErrors(expression)).toEqual([]);
  expect(metricsIn(expression)).toEqual([
    "cnpg_pg_database_size_bytes",
    "kubelet_volume_stats_used_bytes",
    objectCount.series.bytes,
    objectCount.series.counted,
  ]);
  const [alert] = objectCountAlerts("databases").rules;
  expect(promqlErrors(alert?.expression ?? "(")).toEqual([]);
  expect(metricsIn(alert?.expression ?? "")).toEqual([objectCount.series.counted]);
});
