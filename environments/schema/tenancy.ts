import { z } from "zod";
import { domainName, label, words } from "./text";

/** One line of facts; everything that the tenant gets follows from it. */
const tenant = z.strictObject({
  /** The tenant's name for people. */
  customer: words,
  /** Domain of the tenant's addresses; every tenant has one of its own. */
  domain: domainName,
  /** Named users of this tenant. */
  users: z.int().min(1).max(1_000_000),
  /**
   * Number of the database cell that holds the tenant's databases, from 0. Default: chosen by hashing the tenant's id
   * with each cell's, so that neither other tenants nor their order decide. Moving a tenant to another cell moves its data.
   */
  cell: z.int().min(0).max(199).optional(),
});

export const tenancySchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("dedicated"),
    customer: words,
    domain: domainName,
    /**
     * Whether one PostgreSQL cluster holds every service's database, or each service has a cluster of its own. Default:
     * one. Above some 8,000 users one cluster outgrows the machines of most regions. Changing it moves data.
     */
    databases: z.enum(["one-cluster", "cluster-per-service"]).default("one-cluster"),
  }),
  z.strictObject({
    kind: z.literal("shared"),
    /** Who operates the shared platform. */
    customer: words,
    /** Domain of the control plane; tenants bring their own. */
    domain: domainName,
    /**
     * PostgreSQL clusters that hold the tenants' databases between them; the control plane has one of its own. A fact and
     * not derived from the tenants, because one tenant more would then move others. Default: 1.
     */
    cells: z.int().min(1).max(200).default(1),
    /** Tenants by id: part of names everywhere, so that renaming one destroys and makes anew. */
    tenants: z.record(label, tenant),
  }),
]);

export type Tenancy = z.output<typeof tenancySchema>;
export type TenancyFacts = z.input<typeof tenancySchema>;
/** Many tenants on one control plane, with every default filled in. */
export type SharedTenancy = Extract<Tenancy, { kind: "shared" }>;

type FactsOf<K extends TenancyFacts["kind"]> = Extract<TenancyFacts, { kind: K }>;

/** One customer with a control plane and a data plane of its own. */
export const dedicated = (facts: Omit<FactsOf<"dedicated">, "kind">): FactsOf<"dedicated"> => ({
  kind: "dedicated",
  ...facts,
});

/** Many tenants on one control plane. */
export const shared = (facts: Omit<FactsOf<"shared">, "kind">): FactsOf<"shared"> => ({ kind: "shared", ...facts });
