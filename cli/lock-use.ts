import { keepFrozen, recordNews, type Remember } from "../lock";

/** Whether what is new may be recorded in the locks; a frozen lock must say it already. */
export type LockUse = "record" | "frozen";

export const remembers: Readonly<Record<LockUse, Remember>> = { record: recordNews, frozen: keepFrozen };
