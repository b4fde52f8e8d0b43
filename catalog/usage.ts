import { figure, gibibytes, cores, mebibytes, quantity, type Figure, type Source, type Unit } from "../language";

/** An estimate with two ends; planning takes the upper one and prints both. */
export interface Range<U extends Unit> {
  readonly from: Figure<U>;
  readonly to: Figure<U>;
}

const noveu: Source = {
  kind: "specification",
  ref: "Noveu Architectuur Referentie: Capacity Planning, Sizing Guidelines per 1000 users",
  date: "2026-01",
};

/** GB per 1000 users as MiB per user, with the seed's GB read as GiB, the larger one. */
const perUser = (gigabytes: number, meaning: string): Figure<"MiB/user"> =>
  figure(quantity((gigabytes * 1024) / 1000, "MiB/user"), meaning, noveu);

/** What the seed document estimates for 1000 users. */
export const seedUsage = {
  apiNodes: {
    from: figure(quantity(2, "replicas"), "API nodes per 1000 users, least", noveu),
    to: figure(quantity(4, "replicas"), "API nodes per 1000 users, most", noveu),
  },
  mailStorage: {
    from: perUser(50, "mailbox, average: 50 GB per 1000 users"),
    to: perUser(100, "mailbox, average: 100 GB per 1000 users"),
  },
  fileStorage: {
    from: perUser(100, "files: 100 GB per 1000 users"),
    to: perUser(500, "files: 500 GB per 1000 users, depending on use"),
  },
  database: perUser(50, "databases without mail: 50 GB per 1000 users"),
  network: figure(quantity(100, "Mbit/s"), "peak burst per 1000 users", noveu),
} as const satisfies Readonly<Record<string, Range<Unit> | Figure>>;

const openDesk = (date: string): Source => ({
  kind: "measurement",
  ref: "openDesk scaling guide (docs/scaling.md, docs/requirements.md)",
  date,
});
const guide = openDesk("2026-11");
const keycloak: Source = {
  kind: "measurement",
  ref: "Keycloak high-availability guide: concepts for sizing CPU and memory",
  date: "2026",
};

/** What others measured or publish as guidance for the same kinds of service. */
export const measuredUsage = {
  groupware: {
    users: figure(quantity(200, "users"), "users of the groupware that was measured", guide),
    cpu: figure(cores(10), "processor of groupware for 200 users", guide),
    memory: figure(gibibytes(58), "memory of groupware for 200 users", guide),
    storage: figure(quantity((660 * 1024) / 200, "MiB/user"), "mailbox: 660 GB for 200 users", guide),
  },
  office: {
    usersPerCore: figure(
      quantity(15, "users"),
      "users editing at the same time that one core of Collabora serves",
      guide,
    ),
    memory: figure(quantity(50, "MiB/user"), "memory for each user editing at the same time", guide),
  },
  files: {
    users: figure(quantity(5000, "users"), "users up to whom the guidance for Nextcloud holds", guide),
    pods: figure(quantity(4, "replicas"), "Nextcloud pods to start from", guide),
    podCpu: figure(cores(8), "processor of one Nextcloud pod", guide),
    podMemory: figure(gibibytes(32), "memory of one Nextcloud pod", guide),
    databaseCpu: figure(cores(8), "processor of each of its two database servers", guide),
    databaseMemory: figure(gibibytes(64), "memory of each of its two database servers", guide),
  },
  projects: {
    users: figure(quantity(500, "users"), "users of the OpenProject that was measured", guide),
    cpu: figure(cores(6), "processor, upper end of 4 to 6 cores", guide),
    memory: figure(gibibytes(8), "memory, upper end of 6 to 8 GB", guide),
  },
  meetings: {
    users: figure(quantity(200, "users"), "users in calls at the same time that one video bridge carries", guide),
    cpu: figure(cores(4), "processor of Jitsi without bridges", guide),
    memory: figure(gibibytes(8), "memory of Jitsi without bridges", guide),
    bridgeCpu: figure(cores(8), "processor of one video bridge", guide),
    bridgeMemory: figure(gibibytes(8), "memory of one video bridge", guide),
  },
  chat: {
    users: figure(quantity(10_000, "users"), "users of the federated Element that was measured", guide),
    cpu: figure(cores(15), "processor of Element for 10 000 users", guide),
    memory: figure(gibibytes(12), "memory of Element for 10 000 users", guide),
    databaseCpu: figure(cores(10), "processor of its database", guide),
    databaseMemory: figure(gibibytes(32), "memory of its database", guide),
  },
  identity: {
    loginsPerCore: figure(quantity(15, "requests/s"), "password logins that one core of Keycloak serves", keycloak),
    refreshesPerCore: figure(quantity(120, "requests/s"), "token refreshes that one core of Keycloak serves", keycloak),
    headroom: figure(quantity(1.5, "1"), "processor kept free on top, as a share of what is needed", keycloak),
    podMemory: figure(mebibytes(1250), "memory of one Keycloak pod with 10 000 cached sessions", keycloak),
  },
} as const;

/** Share of named users who are active at the planned peak. */
export const peakConcurrency: Figure<"1"> = figure(
  quantity(0.2, "1"),
  "named users active at the same time at the busiest moment of a working day",
  {
    kind: "estimate",
    ref: "no published ratio for office work was found; to be replaced by the environment's own measurement",
    date: "2026-11-21",
  },
);
