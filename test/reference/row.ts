/** Where one row of the reference architecture is met. */
export interface Evidence {
  /** Our file that declares it. */
  readonly file: string;
  /**
   * Beginnings of ids in what a sample synthesizes: `<sample> <site>/<namespace>/<kind>/<name>`, `<sample> <stack>:<address>`,
   * `<sample> footprint/<component>` or `<sample> plan/<path>`, the path's steps divided by slashes.
   */
  readonly objects: readonly string[];
  /** Test file, and the name of a test in it. */
  readonly test: readonly [file: string, name: string];
}

/** One row of a table, or one box of a diagram. */
export interface Row {
  readonly name: string;
  /** The row as the reference architecture has it, in a few words. */
  readonly asks: string;
  readonly answer:
    | { readonly kind: "met"; readonly evidence: Evidence }
    | { readonly kind: "partly"; readonly evidence: Evidence; readonly missing: string }
    | { readonly kind: "open"; readonly missing: string };
}

export interface Table {
  readonly title: string;
  readonly rows: readonly Row[];
}

export const met = (name: string, asks: string, evidence: Evidence): Row => ({
  name,
  asks,
  answer: { kind: "met", evidence },
});

export const partly = (name: string, asks: string, evidence: Evidence, missing: string): Row => ({
  name,
  asks,
  answer: { kind: "partly", evidence, missing },
});

export const open = (name: string, asks: string, missing: string): Row => ({
  name,
  asks,
  answer: { kind: "open", missing },
});

/** What shows a row; undefined where nothing does yet. */
export function evidenceOf({ answer }: Row): Evidence | undefined {
  switch (answer.kind) {
    case "met":
    case "partly":
      return answer.evidence;
    case "open":
      return undefined;
  }
}
