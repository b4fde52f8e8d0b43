import { footprints } from "../catalog";
import type { Versions } from "./lock-file";

/** One version that would change. */
export interface VersionStep {
  readonly kind: "kubernetes" | "postgresql" | "chart" | "image";
  /** Component it belongs to; an image or chart of none goes by its own last name. */
  readonly component: string;
  /** Chart or image as published. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** Versions that differ between two synthesis; what is new or gone on one side is no step. */
export function versionSteps(from: Versions, to: Versions): readonly VersionStep[] {
  const between = (
    kind: VersionStep["kind"],
    before: Readonly<Record<string, string>>,
    after: Readonly<Record<string, string>>,
  ): VersionStep[] =>
    Object.entries(before).flatMap(([name, version]) => {
      const now = after[name];
      return now === undefined || now === version
        ? []
        : [{ kind, component: componentOf(kind, name), name, from: version, to: now }];
    });
  return [
    ...between("kubernetes", { kubernetes: from.kubernetes }, { kubernetes: to.kubernetes }),
    ...between("postgresql", { postgresql: from.postgresql }, { postgresql: to.postgresql }),
    ...between("chart", from.charts, to.charts),
    ...between("image", from.images, to.images),
  ];
}

function componentOf(kind: VersionStep["kind"], name: string): string {
  const own = Object.values(footprints).find(({ chart, pods }) =>
    kind === "chart"
      ? chart?.name === name
      : Object.values(pods).some(({ images }) =>
          images.some(({ registry, repository }) => `${registry}/${repository}` === name),
        ),
  );
  return own?.component ?? name.split("/").at(-1) ?? name;
}
