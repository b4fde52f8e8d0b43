import type { Party } from "../../language";

/** Short name of a party, unique and stable: it becomes part of flow ids and policy names. */
export function partyName(party: Party): string {
  switch (party.kind) {
    case "pods":
      return party.id.replace("/", "-");
    case "all-pods":
    case "internet":
    case "load-balancers":
    case "nodes":
    case "kubernetes-api":
    case "cluster-dns":
    case "object-storage":
    case "key-service":
      return party.kind;
  }
}

export const pods = (id: string): Party => ({ kind: "pods", id });
