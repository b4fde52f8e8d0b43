import { restoreDrill } from "../../../catalog";

/** Reads every row and writes none: its password lies beside the databases and nowhere else. */
const drill = `hostssl all ${restoreDrill.role} all scram-sha-256`;

const nobodyElse = "host all all all reject";

/**
 * Rules that come before CloudNativePG's last one, which would let every role connect to every database, and without TLS too:
 * `sameuser` is the database that bears the role's own name (PostgreSQL 17 documentation, section 20.1). The operator's own
 * connections are decided by its rules further up.
 */
export const ownDatabaseAlone: readonly string[] = [drill, "hostssl sameuser all all scram-sha-256", nobodyElse];

/** The same for a copy that nobody but the drill has business with. */
export const drillAlone: readonly string[] = [drill, nobodyElse];
