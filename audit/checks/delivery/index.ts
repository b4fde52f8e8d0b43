import { deliveryNetworkOf } from "../../../catalog";
import { pen, type Check, type Finding } from "../../check";
import type { Facts } from "../../facts";
import { listAt } from "../../facts/json";
import { Neighbours } from "../../workloads/neighbours";
import { namedRecords, type NamedRecord } from "../internet-standards/records";
import { originOf, targetOf } from "./names";

const id = "delivery";
const ours = pen(id);

/** What a network of caches carries: nothing that is anybody's own, and by nobody from outside the EU. */
export const delivery: Check = {
  id,
  title: "Networks that deliver for others are of the EU, and carry only what is the same for everybody",
  controls: ["A.5.14", "A.5.23"],
  applies: (facts) => outward(facts).length > 0,
  judge: (facts) => {
    const neighbours = new Neighbours(facts);
    return outward(facts).flatMap((record) =>
      ours.sum(record.object, { failures: findings(facts, record, neighbours) }),
    );
  },
};

/** Names that lead out of the environment. */
function outward(facts: Pick<Facts, "terraform">): readonly NamedRecord[] {
  const records = namedRecords(facts);
  const own = new Set(records.filter(({ type }) => type === "A").map(({ name }) => name));
  return records.filter((record) => record.type === "CNAME" && !own.has(targetOf(record)));
}

function findings({ kubernetes }: Facts, record: NamedRecord, neighbours: Neighbours): readonly Finding[] {
  const host = targetOf(record);
  const where = `CNAME ${record.name}`;
  if (deliveryNetworkOf(host) === undefined) {
    return [
      {
        where,
        value: host,
        why: "leads to somebody who is no delivery network of the EU that is known here",
        wayOut: "name one of the catalogue's in the fact `cdn`",
      },
    ];
  }
  const origin = originOf(record.name);
  const routes = Object.values(kubernetes).filter(
    ({ kind, object }) => kind === "HTTPRoute" && listAt(object, "spec", "hostnames").includes(origin),
  );
  return routes.length === 0
    ? [
        {
          where,
          value: host,
          why: `has nothing to fetch: no route answers at ${origin}`,
          wayOut: "say `caching` of the exposure, and let the gateway answer there",
        },
      ]
    : routes
        .filter((route) => neighbours.naming(route, "SecurityPolicy").length > 0)
        .map(({ name }) => ({
          where: `${where}, HTTPRoute ${name}`,
          why: "asks who somebody is, and the network would keep the answer for everybody",
          wayOut: "let only what is the same for everybody be carried",
        }));
}
