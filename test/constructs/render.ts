import { App, Chart } from "cdk8s";
import type { Construct } from "constructs";

/** One rendered object, as far as tests look into it. */
export interface RenderedObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** Objects of a chart by `<kind>/<name>`. */
export function render(
  build: (chart: Construct) => void,
  namespace = "mail",
): Readonly<Record<string, RenderedObject>> {
  const chart = new Chart(new App(), "chart", { namespace });
  build(chart);
  const objects: readonly RenderedObject[] = JSON.parse(JSON.stringify(chart.toJson()));
  return Object.fromEntries(objects.map((object) => [`${object.kind}/${object.metadata.name}`, object]));
}
