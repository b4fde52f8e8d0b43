/** What the files alone say of a time: how much of a store is lost, or how long it is away. */
export type Recomputed =
  | { readonly kind: "known"; readonly seconds: number; readonly because: string }
  /** Nothing carries the store out of the region. */
  | { readonly kind: "all"; readonly because: string }
  | { readonly kind: "unknown"; readonly because: string };
