export { provenanceOf } from "./image-provenance";
export type { Provenance, PublicKey, PublishedBill, Signer } from "./provenance";
