/** What the files alone say of a time: how much of a store is lost, or how long it is away. */
export type Recomputed =
  | {
      readonly kind: "known";
      readonly seconds: number;
      readonly because: string;
      /** Set where no file shows it, so that the plan's word is taken. */
      readonly declared?: true;
    }
  /** Nothing carries the store out of the region. */
  | { readonly kind: "all"; readonly because: string }
  | { readonly kind: "unknown"; readonly because: string };
