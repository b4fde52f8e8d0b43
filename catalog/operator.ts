import type { Source } from "../language";

/** The company that runs a region, and whose courts can reach it. Location is a fact of its own, kept in `Region`. */
export interface Operator {
  readonly name: string;
  /** Seat of the operating company, ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Ultimate parent and its seat; equal to the operator where there is none above it. */
  readonly parent: { readonly name: string; readonly country: string };
  /** True where the parent is under the jurisdiction of the United States, whatever the location of the data. */
  readonly usParent: boolean;
  readonly source: Source;
}

export const ovhcloud: Operator = {
  name: "OVH SAS",
  country: "FR",
  parent: { name: "OVH Groupe SA", country: "FR" },
  usParent: false,
  source: { kind: "documentation", ref: "OVH Groupe, universal registration document: legal structure", date: "2025" },
};

export const microsoft: Operator = {
  name: "Microsoft Ireland Operations Limited",
  country: "IE",
  parent: { name: "Microsoft Corporation", country: "US" },
  usParent: true,
  source: { kind: "documentation", ref: "Microsoft Products and Services Data Protection Addendum", date: "2025" },
};

export const amazon: Operator = {
  name: "Amazon Web Services EMEA SARL",
  country: "LU",
  parent: { name: "Amazon.com, Inc.", country: "US" },
  usParent: true,
  source: {
    kind: "documentation",
    ref: "AWS Customer Agreement: AWS contracting party by account country",
    date: "2025",
  },
};

/** Own partition `aws-eusc` with own companies in Germany; the parent stays Amazon. */
export const amazonSovereign: Operator = {
  name: "AWS European Sovereign Cloud GmbH",
  country: "DE",
  parent: { name: "Amazon.com, Inc.", country: "US" },
  usParent: true,
  source: { kind: "documentation", ref: "AWS European Sovereign Cloud: corporate structure", date: "2025" },
};
