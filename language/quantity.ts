/**
 * Every unit a plan may speak in. `1` is a bare ratio or count without a dimension of its own.
 * Money is always per month of 730 hours unless the unit says otherwise.
 */
export type Unit =
  | "1"
  | "users"
  | "tenants"
  | "replicas"
  | "nodes"
  | "pods"
  | "volumes"
  | "zones"
  | "millicores"
  | "MiB"
  | "MiB/user"
  | "users/replica"
  | "s"
  | "days"
  | "Mbit/s"
  | "Mbit/s/user"
  | "requests/s"
  | "EUR/hour"
  | "USD/hour"
  | "EUR/month"
  | "USD/month"
  | "EUR/GiB/month"
  | "USD/GiB/month"
  | "EUR/user/month"
  | "EUR/USD";

/** A number that cannot lose its unit on the way. */
export interface Quantity<U extends Unit = Unit> {
  readonly value: number;
  readonly unit: U;
}

/** A number of `unit`; the one place where a bare number becomes a quantity. */
export const quantity = <U extends Unit>(value: number, unit: U): Quantity<U> => ({ value, unit });

export const users = (value: number): Quantity<"users"> => quantity(value, "users");
export const replicas = (value: number): Quantity<"replicas"> => quantity(value, "replicas");
export const millicores = (value: number): Quantity<"millicores"> => quantity(value, "millicores");
/** Whole or fractional processor cores, kept as millicores. */
export const cores = (value: number): Quantity<"millicores"> => quantity(Math.round(value * 1000), "millicores");
export const mebibytes = (value: number): Quantity<"MiB"> => quantity(value, "MiB");
export const gibibytes = (value: number): Quantity<"MiB"> => quantity(value * 1024, "MiB");
export const seconds = (value: number): Quantity<"s"> => quantity(value, "s");
export const minutes = (value: number): Quantity<"s"> => quantity(value * 60, "s");
export const hours = (value: number): Quantity<"s"> => quantity(value * 3600, "s");
export const days = (value: number): Quantity<"days"> => quantity(value, "days");

/** Kubernetes notation of a processor quantity, such as `250m`. */
export const toCpu = (cpu: Quantity<"millicores">): string => `${String(Math.ceil(cpu.value))}m`;

/** Kubernetes notation of a memory or storage quantity, such as `512Mi`; whole gibibytes are written as `Gi`. */
export function toBytes(size: Quantity<"MiB">): string {
  const mebibytesUp = Math.ceil(size.value);
  return mebibytesUp % 1024 === 0 && mebibytesUp > 0 ? `${String(mebibytesUp / 1024)}Gi` : `${String(mebibytesUp)}Mi`;
}

/** The quantity as a reader wants it: `4 GiB`, `1.5 cores`, `15 min`, otherwise the number and its unit. */
export function describe({ value, unit }: Quantity): string {
  switch (unit) {
    case "MiB":
      if (value >= 1024 * 1024) return `${trim(value / 1024 / 1024)} TiB`;
      return value >= 1024 ? `${trim(value / 1024)} GiB` : `${trim(value)} MiB`;
    case "millicores":
      return value >= 1000 ? `${trim(value / 1000)} cores` : `${trim(value)} millicores`;
    case "s":
      if (value >= 3600 && value % 360 === 0) return `${trim(value / 3600)} h`;
      return value >= 60 ? `${trim(value / 60)} min` : `${trim(value)} s`;
    case "EUR/month":
    case "USD/month":
    case "EUR/user/month":
    case "EUR/hour":
    case "USD/hour":
      return `${value.toFixed(2)} ${unit}`;
    case "1":
      return trim(value);
    case "users":
    case "tenants":
    case "replicas":
    case "nodes":
    case "pods":
    case "volumes":
    case "zones":
    case "MiB/user":
    case "users/replica":
    case "days":
    case "Mbit/s":
    case "Mbit/s/user":
    case "requests/s":
    case "EUR/GiB/month":
    case "USD/GiB/month":
    case "EUR/USD":
      return `${trim(value)} ${unit}`;
  }
}

const trim = (value: number): string => String(Math.round(value * 1000) / 1000);
