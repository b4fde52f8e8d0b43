import type { Exposure, ServiceDefinition } from "../language";

/** Name of the route of an exposure: its label, and where routes share a host name, also where they lead. */
export const routeName = (
  { exposes }: Pick<ServiceDefinition, "exposes">,
  { label, workload }: Pick<Exposure, "label" | "workload">,
): string =>
  exposes.filter((other) => other.kind === "https" && other.label === label).length > 1
    ? `${label}-${workload}`
    : label;
