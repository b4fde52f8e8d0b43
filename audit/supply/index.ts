import { createHash } from "node:crypto";
import { helmCharts } from "../../catalog";
import type { HelmChart } from "../../language";
import type { Facts } from "../facts";
import { membersAt, textAt } from "../facts/json";
import { oncePerObject } from "../once-per-object";
import { suppliedImages } from "./images";
import type { OwnChart, Supply, SuppliedChart, SuppliedProvider } from "./supply";

export { mentions, type Mention } from "./images";
export type { OwnChart, Supply, SuppliedChart, SuppliedImage, SuppliedProvider } from "./supply";

/** Everything that an environment takes from others, as its synthesized files and the catalogue name it. */
export const supplyOf = oncePerObject((facts: Facts): Supply => {
  const mirror = textAt(facts.plan.environment, "mirror") ?? "";
  const providerMirror = textAt(facts.plan.environment, "providerMirror");
  return {
    mirror,
    ...(providerMirror === undefined ? {} : { providerMirror }),
    images: suppliedImages(facts, mirror),
    charts: suppliedCharts(facts),
    providers: suppliedProviders(facts),
  };
});

/** Each version of another publisher's chart once, wherever it is installed. */
export function suppliedCharts({ releases, footprints }: Facts): readonly SuppliedChart[] {
  const known: readonly Pick<HelmChart, "name" | "repository">[] = [
    ...Object.values(helmCharts),
    ...Object.values(footprints).flatMap(({ chart }) => chart ?? []),
  ];
  const charts = Object.values(releases)
    .filter(({ carried }) => carried === undefined)
    .map(({ chart, version = "" }): SuppliedChart => {
      // A mirror's folder may stand before it.
      const name = chart.replace(/^.*\//, "");
      const repository = known.find((one) => one.name === name)?.repository;
      return { name, version, ...(repository === undefined ? {} : { repository }) };
    });
  return distinct(charts, ({ name, version }) => `${name}:${version}`);
}

/** Each chart that bestek writes, with a digest of its files. */
export const ownCharts = ({ charts }: Facts): readonly OwnChart[] =>
  Object.values(charts).map(({ site, release, files }) => {
    const listed = Object.entries(files).map(([path, sha]) => `${sha} ${path}\n`);
    return { site, release, digest: createHash("sha256").update(listed.join("")).digest("hex") };
  });

const suppliedProviders = ({ terraform }: Facts): readonly SuppliedProvider[] =>
  distinct(
    Object.values(terraform)
      .filter(({ address }) => address === "terraform.required_providers")
      .flatMap(({ attributes }) =>
        membersAt(attributes).map(([name, provider]) => ({
          // A bare name is one of HashiCorp's own.
          source: qualified(textAt(provider, "source") ?? name),
          version: textAt(provider, "version") ?? "",
        })),
      ),
    ({ source, version }) => `${source} ${version}`,
  );

const qualified = (source: string): string => (source.includes("/") ? source : `hashicorp/${source}`);

const distinct = <T>(items: readonly T[], key: (item: T) => string): readonly T[] =>
  [...new Map(items.map((item) => [key(item), item])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, item]) => item);
