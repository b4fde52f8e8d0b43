/** The next who loads a file below `folder` runs it anew. */
export function forgetBelow(folder: string): void;
