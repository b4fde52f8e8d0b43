import type { Construct } from "constructs";
import type { Database } from "../../../imports/custom-resources/cloudnative-pg/database";
import type { DatabaseNeed } from "../../../language";
import { customObject } from "../../kubernetes/custom-object";

export interface OwnDatabaseProps {
  /** Name of the database, of its owner, and of the object. */
  readonly name: string;
  readonly cluster: string;
  readonly need: DatabaseNeed;
}

/** A database that belongs to the role of its own name, and that outlives the object that describes it. */
export function ownDatabase(scope: Construct, { name, cluster, need }: OwnDatabaseProps): void {
  const { collation, extensions } = need;
  const database: Database = {
    apiVersion: "postgresql.cnpg.io/v1",
    kind: "Database",
    spec: {
      cluster: { name: cluster },
      name,
      owner: name,
      encoding: "UTF8",
      localeCollate: collation,
      localeCType: collation,
      template: "template0",
      databaseReclaimPolicy: "retain",
      ...(extensions.length === 0
        ? {}
        : { extensions: extensions.map((extension) => ({ name: extension, ensure: "present" as const })) }),
    },
  };
  customObject(scope, { name }, database);
}
