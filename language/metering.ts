/** What is counted of a tenant, so that it can be charged for. Declared by the service that it is used of. */
export interface Meter {
  /** Name under which it is charged for, such as `storage`; renaming it begins a new count. */
  readonly code: string;
  readonly title: string;
  readonly unit: "accounts" | "GiB" | "tokens";
  /** What a month comes to: the highest of its days, or all of them together. */
  readonly month: "highest" | "sum";
  readonly reading: MeterReading;
  /** `counted` where it reads what lies in buckets, which each service with a database of its own then counts every night. Default: it reads nothing of them. */
  readonly objects?: "counted";
}

/** Where a day's reading of every tenant comes from. */
export type MeterReading =
  /** Accounts in the tenant's realm, as the identity server counts them at the moment of reading. */
  | { readonly kind: "accounts" }
  /** What monitoring recorded of the day. */
  | {
      readonly kind: "series";
      /** PromQL, evaluated at the end of the day; one series for each value of `label`. */
      readonly expression: string;
      /** Label whose value begins with the tenant's id and a hyphen. */
      readonly label: string;
      /** How many of the expression's own unit are one of the meter's. */
      readonly per: number;
    };

/** Client at the identity server with which a service counts accounts. */
export const accountsClient = "metering";

/** Secret in which that service finds the client's own, under the key `client-secret`. */
export const accountsSecret = "accounts";
