import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { LoopbackCertificate } from "../harness/certificate";
import { freePorts } from "../../../simulation/parts/free-ports";
import { startProgram, type Program } from "../../../simulation/parts/program";
import { until } from "../harness/until";
import { clientOf, type Client } from "./client";
import type { OpenbaoRelease } from "./release";
import type { TokenReview } from "./token-review";

export interface ServersProps {
  readonly program: string;
  readonly folder: string;
  readonly release: OpenbaoRelease;
  readonly certificate: LoopbackCertificate;
  readonly review: TokenReview;
}

/** A cluster of servers as they are released, on this machine. */
export interface Servers {
  /** The server that leads now, as nobody. */
  readonly leader: () => Promise<Client>;
  /** Where it listens, and the file with the authority of its certificate, for a program that asks it. */
  readonly entrance: () => Promise<{ readonly address: string; readonly authorityFile: string }>;
  /** How they unseal, as their configuration says it: JSON. */
  readonly seal: string;
  /** Ends the leader at once, and waits until the others have another. */
  readonly loseLeader: () => Promise<number>;
  /** Starts a server that was lost, on what it kept, and waits until it follows. */
  readonly restart: (index: number) => Promise<void>;
  /** What all servers have written of requests, and of themselves. */
  readonly output: () => string;
  readonly close: () => Promise<void>;
}

const configurationSchema = z.looseObject({
  listener: z.tuple([z.looseObject({ tcp: z.looseObject({}) })]),
  storage: z.strictObject({
    raft: z.strictObject({ path: z.string(), retry_join: z.array(z.strictObject({ leader_api_addr: z.string() })) }),
  }),
  service_registration: z.strictObject({ kubernetes: z.strictObject({}) }),
});

const initializationSchema = z.strictObject({
  initialize: z.array(
    z.record(
      z.string(),
      z.strictObject({
        request: z.array(z.record(z.string(), z.looseObject({ path: z.string(), data: z.looseObject({}) }))),
      }),
    ),
  ),
});

const leaderSchema = z.looseObject({ is_self: z.boolean() });

/** Where the login of service accounts asks, in place of the servers' own cluster. */
export const loginReplacements = ({ address, reviewer }: TokenReview, authority: string) => ({
  kubernetes_host: address,
  kubernetes_ca_cert: authority,
  token_reviewer_jwt: reviewer,
});

export async function startServers(props: ServersProps): Promise<Servers> {
  const { release, certificate, folder } = props;
  const indices = Array.from({ length: release.replicas }, (_, index) => index);
  const ports = await freePorts(release.replicas * 2);
  const places = indices.map((index): Place => ({
    name: `openbao-${String(index)}`,
    folder: join(folder, `openbao-${String(index)}`),
    api: ports[index * 2] ?? 0,
    cluster: ports[index * 2 + 1] ?? 0,
  }));
  const sealKey = randomBytes(32);
  for (const place of places) lay(place, places, props, sealKey);
  const clients = places.map(({ api }) => clientOf(`https://127.0.0.1:${String(api)}`, certificate.certificate));
  const running: Program[] = places.map((place) => startServer(place, props));
  const output = (): string => places.map((place) => readFileSync(logOf(place), "utf8")).join("");
  const known = (): string => places.map((place) => lastWords(place)).join("\n");

  const leader = async (): Promise<Client> =>
    until(
      "a leader",
      async () => {
        for (const [index, client] of clients.entries()) {
          if (running[index]?.ended() ?? true) continue;
          const answer = await client.ask("GET", "sys/leader").catch(() => undefined);
          if (leaderSchema.safeParse(answer).data?.is_self ?? false) return client;
        }
        return undefined;
      },
      { known },
    );
  const isUp = async (index: number): Promise<true | undefined> => {
    const answer = await clients[index]?.ask("GET", "sys/health?standbyok=true");
    return answer?.status === 200 ? true : undefined;
  };
  const up = (index: number): Promise<true> => until(`server ${String(index)} unsealed`, () => isUp(index), { known });

  for (const index of indices) await up(index);
  // All three were ready: the release is complete, and what says so keeps a later start from beginning anew.
  for (const place of places) writeFileSync(join(place.folder, "openbao/initialized/complete"), "true");
  const first = await leader();
  // A server that has just come votes ten seconds later; until then nobody may be lost.
  await until(
    "three voters",
    async () => ((await first.metrics()).includes("autopilot_failure_tolerance 1") ? true : undefined),
    { known },
  );
  return {
    leader,
    seal: places
      .slice(0, 1)
      .map((place) => readFileSync(sealOf(place), "utf8"))
      .join(""),
    entrance: async () => ({
      address: `https://127.0.0.1:${String(places[clients.indexOf(await leader())]?.api)}`,
      authorityFile: certificate.certificateFile,
    }),
    loseLeader: async () => {
      const index = clients.indexOf(await leader());
      await running[index]?.stop();
      await leader();
      return index;
    },
    restart: async (index) => {
      const place = places[index];
      if (place === undefined) throw new Error(`there is no server ${String(index)}`);
      prepare(place, release);
      replaceSeal(place);
      if (existsSync(join(place.folder, "openbao/prepared/initialize.json")))
        throw new Error(`${place.name} would begin anew`);
      running[index] = startServer(place, props);
      await up(index);
    },
    output,
    close: async () => {
      for (const server of running) await server.stop();
    },
  };
}

interface Place {
  readonly name: string;
  readonly folder: string;
  readonly api: number;
  readonly cluster: number;
}

const sealOf = ({ folder }: Place): string => join(folder, "openbao/prepared/seal.json");

const logOf = ({ folder }: Place): string => join(folder, "log");

/** What a server said last of itself, without the requests. */
const lastWords = (place: Place): string =>
  readFileSync(logOf(place), "utf8")
    .split("\n")
    .filter((line) => /"@level":"(warn|error)"/.test(line))
    .slice(-3)
    .join("\n");

const pathIn = ({ folder }: Place, text: string): string => text.replaceAll("/openbao/", `${folder}/openbao/`);

/** Lays out what the pod's volumes hold. */
function lay(place: Place, places: readonly Place[], props: ServersProps, sealKey: Buffer): void {
  const { release, certificate } = props;
  for (const volume of ["prepared", "initialization", "initialized", "data", "userconfig/openbao-seal"])
    mkdirSync(join(place.folder, "openbao", volume), { recursive: true });
  writeFileSync(join(place.folder, "openbao/userconfig/openbao-seal/key"), sealKey);
  writeFileSync(join(place.folder, "openbao/initialization/initialize.json"), initializationOn(props));
  const parsed = configurationSchema.parse(JSON.parse(release.configuration));
  const { service_registration: _, ...kept } = parsed;
  const configuration = {
    ...kept,
    listener: [
      {
        tcp: {
          ...withoutPlain(parsed.listener[0].tcp),
          address: `127.0.0.1:${String(place.api)}`,
          cluster_address: `127.0.0.1:${String(place.cluster)}`,
          tls_cert_file: certificate.certificateFile,
          tls_key_file: certificate.keyFile,
        },
      },
    ],
    storage: {
      raft: {
        path: pathIn(place, parsed.storage.raft.path),
        retry_join: places.map(({ api }) => ({
          leader_api_addr: `https://127.0.0.1:${String(api)}`,
          leader_ca_cert_file: certificate.certificateFile,
        })),
      },
    },
  };
  if (places.length !== parsed.storage.raft.retry_join.length)
    throw new Error("the servers are as many as they know of one another");
  writeFileSync(join(place.folder, "storageconfig.hcl"), JSON.stringify(configuration));
  prepare(place, release);
  replaceSeal(place);
}

const withoutPlain = ({ tls_disable: _, ...listener }: Readonly<Record<string, unknown>>) => listener;

/** The requests of the first start, with the login asking here. */
function initializationOn({ release, review, certificate }: ServersProps): string {
  const parsed = initializationSchema.parse(JSON.parse(release.initialization));
  return JSON.stringify({
    initialize: parsed.initialize.map((stage) =>
      mapValues(stage, ({ request }) => ({
        request: request.map((named) =>
          mapValues(named, (one) =>
            "kubernetes_host" in one.data
              ? { ...one, data: { ...one.data, ...loginReplacements(review, certificate.certificate) } }
              : one,
          ),
        ),
      })),
    ),
  });
}

const mapValues = <V, W>(values: Readonly<Record<string, V>>, change: (value: V) => W): Readonly<Record<string, W>> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));

/** Runs the pod's own script, on this server's folders. */
function prepare(place: Place, { preparation, variables }: OpenbaoRelease): void {
  const prepared = join(place.folder, "openbao/prepared/initialize.json");
  rmSync(prepared, { force: true });
  const { status, stderr } = spawnSync("/bin/sh", ["-ec", pathIn(place, preparation)], {
    encoding: "utf8",
    env: {
      ...Object.fromEntries(variables.map((name) => [name, "loopback"])),
      POD_NAME: place.name,
      PATH: "/usr/bin:/bin",
    },
  });
  if (status !== 0) throw new Error(`the preparation of ${place.name} failed: ${stderr}`);
}

/** A key service outside the cluster isn't had: a key in a file stands in its place. */
function replaceSeal(place: Place): void {
  const file = sealOf(place);
  const { seal } = z
    .strictObject({ seal: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync(file, "utf8")));
  if ("static" in seal) return;
  const key = `file://${join(place.folder, "openbao/userconfig/openbao-seal/key")}`;
  writeFileSync(file, JSON.stringify({ seal: { static: { current_key_id: "loopback", current_key: key } } }));
}

function startServer(place: Place, { program, release }: ServersProps): Program {
  return startProgram({
    name: place.name,
    command: program,
    arguments: [
      "server",
      `-config=${join(place.folder, "storageconfig.hcl")}`,
      ...release.extraArguments.split(" ").map((argument) => pathIn(place, `${argument}/`).replace(/\/$/, "")),
    ],
    environment: {
      HOME: place.folder,
      BAO_API_ADDR: `https://127.0.0.1:${String(place.api)}`,
      BAO_CLUSTER_ADDR: `https://127.0.0.1:${String(place.cluster)}`,
      BAO_RAFT_NODE_ID: place.name,
      BAO_LOG_FORMAT: "json",
    },
    logFile: logOf(place),
  });
}
