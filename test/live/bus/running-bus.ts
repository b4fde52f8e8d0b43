import { toJson } from "../../../audit/facts";
import { parsedJson } from "../../../audit/facts/json";
import { until } from "../harness/until";
import type { BusCluster } from "./bus-cluster";
import { reportedStreams, type ReportedStream } from "./declared-streams";
import { accountsOf, type SynthesizedBus } from "./synthesized-bus";

/** Name of a user of a test that may do anything in one account: what it can't see, no permission hides. */
export const probeOf = (account: string): string => `probe.${account}`;

/** The same bus with a probe in every account but the servers' own; `accountOf` says where each one stands. */
export function withProbes(
  bus: SynthesizedBus,
  accountOf: (account: string) => string = (account) => account,
): SynthesizedBus {
  const configuration = accountsOf(bus).reduce(
    (text, account) =>
      text.replace(usersOf(accountOf(account)), (start) => `${start} {"user": "${probeOf(account)}"},`),
    bus.configuration,
  );
  if (parsedJson(configuration.replace("$SERVER_NAME", '""')) === undefined) throw new Error("no place for a probe");
  return { ...bus, configuration };
}

const usersOf = (account: string): RegExp => new RegExp(`"${account}": \\{\\s*"jetstream": "enabled",\\s*"users": \\[`);

/**
 * Runs every task, again where one failed: a Job begins anew too, and one of another service may have to come first.
 *
 * @throws Error with what the last try said.
 */
export function setUp(cluster: BusCluster): void {
  let left = cluster.bus.setups;
  for (let tries = 0; tries < 3 && left.length > 0; tries++)
    left = left.filter((task) => cluster.run(task).status !== 0);
  if (left[0] !== undefined) throw new Error(`${left[0].id}: ${cluster.run(left[0]).output}`);
}

/** Every stream as the server that leads it sees it: the others do not know who is behind. */
export async function streamsOf(cluster: BusCluster): Promise<readonly ReportedStream[]> {
  const answers = await cluster.monitor("jsz?accounts=true&streams=true&consumers=true");
  return Object.entries(answers).flatMap(([server, answer]) =>
    reportedStreams(toJson(answer)).filter(({ leader }) => leader === server),
  );
}

/** One stream, once a server leads it. */
export const streamOf = (
  cluster: BusCluster,
  { account, name }: Pick<ReportedStream, "account" | "name">,
): Promise<ReportedStream> =>
  until(`stream ${name}`, async () =>
    (await streamsOf(cluster)).find((one) => one.account === account && one.name === name),
  );
