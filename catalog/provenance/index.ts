export { namedByTag } from "./named-by-tag";
export { provenanceOf } from "./image-provenance";
export type { Provenance, PublicKey, PublishedBill, Signer } from "./provenance";
export { suppliedBy, type Supplied, type Supplier } from "./suppliers";
