/** True where a stack belongs to the environment; no environment's name begins another's (the synthesizer refuses that). */
export const isStackOf = (environment: string, stack: string): boolean => stack.startsWith(`${environment}-`);

/** Id of the site that a stack's name ends in; undefined for stacks of the environment as a whole. */
export const siteOfStack = (stack: string, sites: readonly string[]): string | undefined =>
  sites.filter((site) => stack.endsWith(`-${site}`)).sort((a, b) => b.length - a.length)[0];
