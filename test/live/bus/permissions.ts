import { connectAs, refusedToPublish } from "./bus-client";
import type { BusCluster } from "./bus-cluster";
import { busUsers, type BusUser } from "./synthesized-bus";

/** A subject that a pattern allows. */
const example = (pattern: string): string => pattern.replaceAll(/[*>]/g, "any");

const matches = (pattern: string, subject: string): boolean => {
  const words = subject.split(".");
  const wanted = pattern.split(".");
  return wanted.at(-1) === ">"
    ? words.length >= wanted.length && wanted.slice(0, -1).every((word, index) => word === "*" || word === words[index])
    : words.length === wanted.length && wanted.every((word, index) => word === "*" || word === words[index]);
};

/** Where the servers let a user do otherwise than the configuration says, of everything that any user may publish. */
export async function wrongPermissions(cluster: BusCluster, user: BusUser): Promise<readonly string[]> {
  const all = [...new Set(busUsers(cluster.bus.configuration).flatMap(({ publishes }) => publishes.map(example)))];
  const refused = await refusedToPublish(await connectAs(cluster, user.name), all);
  return all.flatMap((subject) => {
    const allowed = user.publishes.some((pattern) => matches(pattern, subject));
    if (allowed === !refused.has(subject)) return [];
    return [`${user.name} ${allowed ? "may not" : "may"} publish on ${subject}`];
  });
}
