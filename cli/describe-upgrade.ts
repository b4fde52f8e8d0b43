import { lockPath } from "../lock/lock-file";
import type { Upgrade } from "../lock";
import { indent, table } from "./table";

/** What the description needs besides the upgrade itself. */
export interface UpgradeSetting {
  readonly name: string;
  readonly mirror: string;
  readonly stacks: readonly string[];
  /** In the order in which they are upgraded. */
  readonly sites: readonly string[];
  readonly dryRun: boolean;
}

/** An upgrade on one screen: what changes, what to know, and in which order it is applied. */
export function describeUpgrade(upgrade: Upgrade, setting: UpgradeSetting): readonly string[] {
  const { steps, left, notes } = upgrade;
  if (steps.length === 0) return [`✔ ${setting.name}: every version is the locked one`];
  return [
    `▸ ${setting.name}`,
    ...indent(
      table(
        [{ title: "component" }, { title: "what" }, { title: "from" }, { title: "to" }],
        steps.map(({ component, name, from, to }) => [component, name, from, to]),
      ),
    ),
    ...(left.length === 0
      ? []
      : [
          `! left at their locked versions, so synthesis still refuses them: ${left.map(({ name }) => name).join(", ")}`,
        ]),
    ...(notes.length === 0 ? [] : ["", "▸ know before"]),
    ...indent(notes.flatMap(({ what, note, source }) => [`${what}: ${note}`, `  (${source})`])),
    "",
    "▸ order",
    ...indent(order(upgrade, setting).map((line, index) => `${String(index + 1)}. ${line}`)),
    setting.dryRun ? "Nothing was recorded." : `recorded in ${lockPath(setting.name)}; commit it`,
  ];
}

function order({ definitions, steps }: Upgrade, { name, mirror, stacks, sites }: UpgradeSetting): readonly string[] {
  const kubernetes = steps.some(({ kind }) => kind === "kubernetes");
  const components = steps.some(({ kind }) => kind !== "kubernetes");
  const at = (site: string): readonly string[] => stacks.filter((stack) => stack.endsWith(`-${site}`));
  const deploy = (site: string, which: (stack: string) => boolean): readonly string[] => {
    const chosen = at(site).filter(which);
    return chosen.length === 0 ? [] : [`cdktf deploy ${chosen.join(" ")}`];
  };
  const isInfrastructure = (stack: string): boolean => stack.startsWith(`${name}-infrastructure-`);
  return [
    `npx bestek synth ${name} && npx bestek review ${name}`,
    ...sites.flatMap((site) => [
      ...definitions.map(
        ({ chart, version }) =>
          `at ${site}: helm show crds oci://${mirror}/charts/${chart} --version ${version} | kubectl apply --server-side --force-conflicts -f -`,
      ),
      // Operators must know the new Kubernetes before it comes.
      ...(components ? deploy(site, (stack) => !isInfrastructure(stack)) : []),
      ...(kubernetes ? deploy(site, isInfrastructure) : []),
      `at ${site}: wait until kubectl get pods -A shows everything running, then go on`,
    ]),
  ];
}
