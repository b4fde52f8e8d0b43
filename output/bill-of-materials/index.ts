import { createHash } from "node:crypto";
import type { Facts } from "../../audit";
import { canonicalJson } from "../canonical-json";
import { components } from "./components";

/**
 * Everything that an environment is made of, as a bill of materials (CycloneDX 1.6): images, charts of others and of our own, providers
 * of Terraform. The same environment gives the same bytes: it bears no time, and its serial number is derived from what it lists.
 */
export function billOfMaterials(facts: Facts): unknown {
  const parts = components(facts);
  const environment = `environment/${facts.environment}`;
  const bill = {
    metadata: { component: { "bom-ref": environment, type: "platform", name: facts.environment } },
    components: parts,
    dependencies: [{ ref: environment, dependsOn: parts.map((part) => part["bom-ref"]) }],
  };
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuidOf(canonicalJson(bill))}`,
    version: 1,
    ...bill,
  };
}

/** A UUID of a content (RFC 9562, version 8). */
function uuidOf(content: string): string {
  const hex = createHash("sha256").update(content).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
