/** Where one environment keeps its state, as its stacks' backends name it. */
export type StatePlace =
  | {
      readonly kind: "s3";
      readonly bucket: string;
      readonly region: string;
      /** Address of storage that is not AWS's own. */
      readonly endpoint?: string;
    }
  | {
      readonly kind: "azurerm";
      readonly account: string;
      readonly container: string;
      readonly region: string;
      /** True where the region keeps an object in three data centres. */
      readonly zones: boolean;
    };

/** Days for which a replaced version of a state is kept: a quarter, so that a mistake is noticed before its cure is gone. */
export const keptDays = 90;
