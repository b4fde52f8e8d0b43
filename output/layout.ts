import { join } from "node:path";

/** Where the parts of one output lie; the audit reads them from here. */
export interface OutputFolders {
  /** Plans, charts, footprints and evidence: one folder per environment. */
  readonly out: string;
  /** What `cdktf deploy` reads: the stacks of all environments. */
  readonly cdktf: string;
}

export const environmentFolder = (out: string, environment: string): string => join(out, environment);
export const planFile = (out: string, environment: string): string => join(out, environment, "plan.json");
export const factsFile = (out: string, environment: string): string => join(out, environment, "facts.json");
export const evidenceFile = (out: string, environment: string): string => join(out, environment, "evidence.json");
/** Terraform's own settings, where the environment has any. */
export const terraformConfigurationFile = (out: string, environment: string): string =>
  join(out, environment, "terraform.tfrc");
/** What the environment is made of, as CycloneDX. */
export const billOfMaterialsFile = (out: string, environment: string): string => join(out, environment, "bom.cdx.json");
export const chartsFolder = (out: string, environment: string): string => join(out, environment, "charts");
export const runbooksFolder = (out: string, environment: string): string => join(out, environment, "runbooks");
export const footprintsFolder = (out: string, environment: string): string => join(out, environment, "footprints");
export const manifestFile = (cdktf: string): string => join(cdktf, "manifest.json");
export const stacksFolder = (cdktf: string): string => join(cdktf, "stacks");
