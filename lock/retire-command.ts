import type { Retirable } from "./lock-file";

/** The command that records a removal, without who decides it. */
export const retireCommand = (environment: string, kind: Retirable, id: string): string =>
  `bestek retire ${environment} ${kind} ${/[^\w:./-]/.test(id) ? `'${id}'` : id}`;

/** The same as a refusal names it. */
export const retireAdvice = (environment: string, kind: Retirable, id: string): string =>
  `"${retireCommand(environment, kind, id)} --by <who>"`;
