import type { NamedRecord } from "../internet-standards/records";

/** Where an alias leads, without the root's dot. */
export const targetOf = ({ value }: Pick<NamedRecord, "value">): string =>
  /[a-z0-9_-]+(?:\.[a-z0-9_-]+)+/i.exec(value)?.[0] ?? "";

/** Name at which the gateway itself answers for a name that a network answers for. */
export const originOf = (name: string): string => name.replace(/^([^.]+)\./, "$1-origin.");
