import {
  encryptedStorageClass,
  findMachine,
  findRegion,
  kubernetesSupport,
  machinesIn,
  machineTypes,
  priceIn,
  supportOf,
  type MachineType,
} from "../../catalog";
import type { Mistake } from "../../language";
import type { Site } from "./site";

type CloudSite = Exclude<Site, { kind: "existing" }>;

/** What a region does not have of what an environment asks of it; `where` is the site's place on the page. */
export function regionMistakes(site: Site, where: string, kubernetes: string): readonly Mistake[] {
  if (site.kind === "existing") return [];
  return [
    ...clusterMistakes(site, where),
    ...versionMistakes(site, kubernetes),
    ...volumeMistakes(site, where),
    ...machineMistakes(site, where),
  ];
}

function clusterMistakes({ kind, region }: CloudSite, where: string): readonly Mistake[] {
  const offer = findRegion(kind, region)?.managedKubernetes;
  return offer?.kind === "unavailable"
    ? [
        {
          where: `${where}.region`,
          value: region,
          why: `has no managed Kubernetes: ${offer.reason}`,
          wayOut: 'choose a region that has it: "bestek regions" lists them',
        },
      ]
    : [];
}

function versionMistakes({ kind }: CloudSite, version: string): readonly Mistake[] {
  return supportOf(kind, version) === undefined
    ? [
        {
          where: "kubernetes",
          value: version,
          why: `is no version that ${kind} supports in its standard terms`,
          wayOut: `use one of ${kubernetesSupport[kind].map((support) => support.version).join(", ")}`,
        },
      ]
    : [];
}

const volumeMistakes = ({ kind, region }: CloudSite, where: string): readonly Mistake[] =>
  encryptedStorageClass(kind, region) === undefined
    ? [
        {
          where: `${where}.region`,
          value: region,
          why: "offers no encrypted volumes",
          wayOut: 'choose a region that does: "bestek regions" lists them',
        },
      ]
    : [];

function machineMistakes({ kind, region, machine: name }: CloudSite, where: string): readonly Mistake[] {
  if (name === undefined) return [];
  const machine = findMachine(kind, name);
  const offered = machinesIn(kind, region);
  const mistake = (why: string, wayOut: string): readonly Mistake[] => [
    { where: `${where}.machine`, value: name, why, wayOut },
  ];
  const choices = (offered.length > 0 ? offered : machineTypes(kind)).filter(isForServices).map((one) => one.name);
  const instead = `choose one of ${choices.join(", ")}, or leave it out: the cheapest that suffices is taken`;
  if (machine === undefined) return mistake(`is no machine of ${kind} that the catalogue knows`, instead);
  if (offered.length > 0 && priceIn(machine, region) === undefined) {
    return mistake(
      `is not offered in ${region}, only in ${Object.keys(machine.price).join(", ")}`,
      machine.family === "gpu"
        ? `run what needs ${machine.gpu?.model ?? "a GPU"} in a cluster of its own there, as an environment with a site in one of those regions`
        : instead,
    );
  }
  return isForServices(machine)
    ? []
    : mistake(`is of family ${machine.family}, which no service here is sized for`, instead);
}

const isForServices = ({ family }: MachineType): boolean => family === "general" || family === "memory";
