import { componentTables } from "./rows/components";
import { deploymentTables } from "./rows/deployment";
import { flowTables } from "./rows/flows";
import { recoveryTables } from "./rows/recovery";
import type { Table } from "./row";

/** Every table and diagram of the reference architecture, in its order. */
export const tables: readonly Table[] = [...componentTables, ...deploymentTables, ...flowTables, ...recoveryTables];
