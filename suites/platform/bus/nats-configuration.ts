import { busAccount, busPort, busWorkloads, type Surroundings } from "../../../language";
import { ownInbox, permissionsOf, type BusService, type Permissions } from "./permissions";

/** Servers of the bus: as many as copies of every message. */
export const busServers = 3;

/** Ports beside that of the clients: between servers, and of health and figures. */
export const busPorts = { cluster: 6222, monitor: 8222 } as const;

/** Folder in which a server finds its certificate. */
export const busCertificateFolder = "/etc/nats-certificate";

/** A server is known to its like by its pod's name, which no file can hold. */
const serverName = "$SERVER_NAME";

/** Account from which servers are told to look at their certificates again. */
const systemAccount = "SYS";

/** Task that may say so, and nothing else. */
export const busReload = "reload";

/** Host name of one server inside the cluster; its own namespace is `service`. */
export const busMember = (service: string, index: number): string =>
  `${service}-nats-${String(index)}.${service}-nats-members.${service}.svc.cluster.local`;

const members = (service: string): readonly string[] =>
  Array.from({ length: busServers }, (_, index) => busMember(service, index));

interface User {
  /** Name in the certificate. */
  readonly user: string;
  readonly permissions: Permissions;
}

interface Account {
  readonly jetstream?: "enabled";
  readonly users: readonly User[];
}

export interface NatsConfigurationInput {
  readonly service: string;
  readonly services: readonly BusService[];
  /** MiB that streams may take up on one server. */
  readonly storage: number;
}

/**
 * A server's whole configuration, in the part of its language that is JSON but for one variable. It holds no password: whoever connects is the
 * workload that its certificate of the internal authority names, and belongs to that one's account, which sees no other's messages. A
 * server lets only those in as its like whose certificate names one of the three.
 */
export function natsConfiguration(at: Surroundings, { service, services, storage }: NatsConfigurationInput): string {
  const tls = {
    cert_file: `${busCertificateFolder}/tls.crt`,
    key_file: `${busCertificateFolder}/tls.key`,
    ca_file: `${busCertificateFolder}/ca.crt`,
    min_version: "1.3",
    timeout: 5,
  };
  const configuration = {
    server_name: serverName,
    listen: `0.0.0.0:${String(busPort)}`,
    http: `0.0.0.0:${String(busPorts.monitor)}`,
    max_payload: 1048576,
    // Half of the minute that a pod has to end, so that clients have moved on when it does.
    lame_duck_grace_period: "5s",
    lame_duck_duration: "30s",
    tls: { ...tls, verify_and_map: true },
    cluster: {
      name: service,
      listen: `0.0.0.0:${String(busPorts.cluster)}`,
      routes: members(service).map((member) => `tls://${member}:${String(busPorts.cluster)}`),
      // Clients find all servers behind one name; addresses of pods are in no certificate.
      no_advertise: true,
      tls: { ...tls, verify_cert_and_check_known_urls: true },
    },
    jetstream: { store_dir: "/data", max_memory_store: 0, max_file_store: storage * 1024 * 1024 },
    system_account: systemAccount,
    accounts: {
      [systemAccount]: { users: [reloader(at.workload(service, busReload))] },
      ...accountsOf(at, services),
    },
  };
  // A server looks for a variable where no quotes are. A name that came another way would be gone when it reads its files anew.
  return `${JSON.stringify(configuration, null, 2).replace(`"${serverName}"`, serverName)}\n`;
}

/** Asks every server who it is, and each to read its files anew. */
const reloader = (user: string): User => ({
  user,
  permissions: {
    publish: { allow: ["$SYS.REQ.SERVER.PING", "$SYS.REQ.SERVER.*.RELOAD"] },
    subscribe: { allow: [`${ownInbox(user)}.>`] },
  },
});

/** One account for the services of the platform, and one for each tenant's instances. */
function accountsOf(at: Surroundings, services: readonly BusService[]): Readonly<Record<string, Account>> {
  const tenants = at.tenants();
  const own = services.filter(({ tenancy }) => tenants.length === 0 || tenancy !== "instance-per-tenant");
  const theirs = services.filter(({ tenancy }) => tenancy === "instance-per-tenant");
  return Object.fromEntries(
    [
      account(busAccount(undefined), own, at),
      ...tenants.map((tenant) => account(busAccount(tenant.id), theirs, tenant)),
    ].filter(([, { users }]) => users.length > 0),
  );
}

const account = (
  name: string,
  services: readonly BusService[],
  at: Pick<Surroundings, "workload">,
): readonly [string, Account] => [
  name,
  {
    jetstream: "enabled",
    users: services.flatMap((service) =>
      busWorkloads(service.bus).map((workload) => {
        const user = at.workload(service.name, workload);
        return { user, permissions: permissionsOf(service, workload, { account: name }, user) };
      }),
    ),
  },
];
