import { z } from "zod";
import { domainName, label, words } from "./text";

const tenant = z.strictObject({
  /** The tenant's name for people. */
  customer: words,
  domain: domainName,
  /** Named users of this tenant. */
  users: z.int().min(1).max(1_000_000),
});

export const tenancySchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("dedicated"), customer: words, domain: domainName }),
  z.strictObject({
    kind: z.literal("shared"),
    /** Who operates the shared platform. */
    customer: words,
    /** Domain of the control plane; tenants bring their own. */
    domain: domainName,
    tenants: z.record(label, tenant),
  }),
]);

export type Tenancy = z.output<typeof tenancySchema>;
export type TenancyFacts = z.input<typeof tenancySchema>;

type FactsOf<K extends TenancyFacts["kind"]> = Extract<TenancyFacts, { kind: K }>;

/** One customer with a control plane and a data plane of its own. */
export const dedicated = (facts: Omit<FactsOf<"dedicated">, "kind">): FactsOf<"dedicated"> => ({
  kind: "dedicated",
  ...facts,
});

/** Many tenants on one control plane. */
export const shared = (facts: Omit<FactsOf<"shared">, "kind">): FactsOf<"shared"> => ({ kind: "shared", ...facts });
