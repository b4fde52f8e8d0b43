import type { Allowance } from "./authorization";
import { internalCertificate, type BusNeed } from "./bus";
import type { Degradation } from "./degradation";
import { busMistakes } from "./bus-mistakes";
import type { CertificateNeed } from "./certificate";
import type { DkimNeed } from "./dkim";
import type { Hardening } from "./exception";
import type { Image } from "./image";
import type { Meter } from "./metering";
import { Refusal, type Mistake } from "./refusal";
import type { Extent, Sizing } from "./sizing";
import { programMistakes, type OidcNeed } from "./sign-in";
import type { Figure } from "./source";
import type { StorageIdentity } from "./storage-identity";
import type { SecretReference, Surroundings } from "./surroundings";
import { turnMistakes, type Turns } from "./turns";
import type { Door, Zone } from "./zone";

/** The architectural layer a service belongs to. */
export type Layer = "application" | "presentation";

/**
 * Whether one instance serves many tenants, each tenant gets its own, one instance stands before those of all tenants and
 * runs only where there are several, or one belongs to the control plane of a customer alone and runs only where there is one.
 */
export type ServiceTenancy = "multi-tenant" | "instance-per-tenant" | "between-tenants" | "one-customer";

export interface ContainerPort {
  /** Port the process listens on, above 1023. */
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
}

export type Probe =
  | {
      readonly kind: "http";
      readonly port: string;
      readonly path: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "tcp"; readonly port: string }
  | { readonly kind: "command"; readonly command: readonly string[] };

/** Probes of one container; `startup` shields the other two until the process is up. */
export interface Probes {
  readonly startup: Probe;
  readonly liveness: Probe;
  readonly readiness: Probe;
  /** Longest time from start to ready, in seconds. Default 150. */
  readonly startupSeconds?: number;
}

export type Volume =
  | {
      readonly kind: "scratch";
      readonly size: Extent;
      /** Kept in memory instead of on disk. */ readonly medium: "disk" | "memory";
    }
  | { readonly kind: "persistent"; readonly size: Extent; readonly role: StoreRole };

/** What a store is worth: whether it must be backed up, can be rebuilt, may be lost, or carries work in flight. */
export type StoreRole = "authoritative" | "rebuildable" | "cache" | "queue";

/**
 * A place in a container where a volume, or one folder of it, appears. Besides the workload's own volumes there
 * are `files` (the workload's files, by file name), `certificate` (`tls.crt` and `tls.key` of the service) and, where the
 * workload identifies itself, `internal-certificate` (`tls.crt`, `tls.key`, and the authority's `ca.crt`).
 */
export interface Mount {
  readonly volume: string;
  readonly path: string;
  readonly folder?: string;
  readonly readOnly?: boolean;
}

export type EnvironmentValue = string | SecretReference;

/** A container that must end well before the workload starts. */
export interface Preparation {
  readonly image: Image;
  readonly command: readonly string[];
  readonly mounts: readonly Mount[];
  readonly environment?: (at: Surroundings) => Readonly<Record<string, EnvironmentValue>>;
}

/** Where traffic of a workload goes, beyond what its needs imply. */
export type Egress =
  | { readonly kind: "service"; readonly service: string; readonly workload: string; readonly port: string }
  | {
      readonly kind: "internet";
      readonly port: number;
      readonly protocol: "TCP" | "UDP";
      /** Why this leaves the platform; a declared exception of the zone matrix. */
      readonly reason: string;
    }
  /** Pods of a third-party component of the platform, by id `<component>/<pod>`. */
  | { readonly kind: "component"; readonly pods: string; readonly port: number; readonly reason: string };

/** How a workload runs: interchangeable replicas, replicas with a name of their own, once per change, or at times. */
export type Running =
  | {
      readonly kind: "stateless";
      /** Target processor load of the autoscaler in percent. */ readonly targetCpuPercent: number;
    }
  | { readonly kind: "stateful" }
  | { readonly kind: "once" }
  | {
      readonly kind: "scheduled";
      /** Five-field cron expression in UTC. */
      readonly schedule: string;
      /** Longest time that one run may take before it is ended and counts as failed. Default: no bound. */
      readonly deadline?: Figure<"s">;
      /** How instances take turns; the schedule is then plain times of every day or of one day of the week. Default: all begin at once. */
      readonly turns?: Turns;
    };

/** Which of a service's sites run the workload: all of them, the one that serves, or the one that stands by. */
export type Activity = "every-site" | "active-site-only" | "standby-site-only";

export interface Workload {
  readonly zone: Zone;
  readonly running: Running;
  readonly activity: Activity;
  readonly image: Image;
  /** Numeric identity inside the container; never 0. */
  readonly user: { readonly uid: number; readonly gid: number };
  readonly command?: readonly string[];
  readonly arguments?: readonly string[];
  readonly ports: Readonly<Record<string, ContainerPort>>;
  /** Absent only for workloads that end by themselves. */
  readonly probes?: Probes;
  readonly environment: (at: Surroundings) => Readonly<Record<string, EnvironmentValue>>;
  /** Files by name, without secret values; mounted as the volume `files`. */
  readonly files: (at: Surroundings) => Readonly<Record<string, string>>;
  readonly volumes: Readonly<Record<string, Volume>>;
  readonly mounts: readonly Mount[];
  readonly preparation: readonly Preparation[];
  /** Why one replica is all there can be, and what that costs whom. Default: never one alone. */
  readonly alone?: string;
  readonly sizing: Sizing;
  readonly readOnlyRoot: Hardening;
  /** Capabilities dropped to none; an exception may add `NET_BIND_SERVICE` back, the only one "restricted" allows. */
  readonly bindsLowPorts: { readonly kind: "never" } | { readonly kind: "capability"; readonly reason: string };
  /** Who it is to the cloud's own object storage, which it then reaches and nothing else that its service needs; absent for all others. */
  readonly atStorage?: StorageIdentity;
  /**
   * Service account of this workload alone, by which the mesh tells its pods from others of the service that may reach the same server
   * on other ports. Default: the account that all workloads of a service share.
   */
  readonly account?: string;
  /**
   * Bucket whose objects this workload carries to where they survive the site, or compares with what is there. It reaches both and
   * nothing else, and rests where no such place is left.
   */
  readonly carries?: string;
  /** Needs of its service that the workload itself reaches. Default: all of them. */
  readonly reaches?: readonly ("database" | "buckets" | "cache" | "oidc")[];
  /**
   * How the workload shows others inside the cluster who it is: with a certificate of the internal authority for the names of its
   * own Service, which also serves it where it is called. Absent for workloads that nobody asks.
   */
  readonly identity?: "internal-certificate";
  /** Lines of others that the log agents of every node hand to this workload. Default: none. */
  readonly collects?: Collected;
  /** What a run that ended well shows to whoever audits; absent for workloads that show nothing. */
  readonly proves?: Proof;
  /** What the zone matrix takes its pods for, where that is not their zone: the one door to management. Default: their zone. */
  readonly door?: Door;
  /** Prometheus endpoint, where the image has one. */
  readonly metrics?: { readonly port: string; readonly path: string };
  readonly egress: readonly Egress[];
}

/**
 * What pods write to their output, one line after the other and each until it is taken: OTLP over HTTP, as JSON, one line a request, which carries
 * where it comes from as the attribute `source`. Whoever takes lines answers 502, 503 or nothing at all while it can't: an agent lets go of what
 * is refused otherwise.
 */
export interface Collected {
  /** Pods by id `<component>/<pod>`, of the platform or of services that stand once for all. */
  readonly from: readonly string[];
  /** Name of the port that takes them. */
  readonly port: string;
  readonly path: string;
}

/** Evidence that a workload produces again and again. */
export interface Proof {
  /** What is shown, as a sentence without a full stop. */
  readonly claim: string;
  /** Where the evidence lies afterwards. */
  readonly kept: string;
  /** Controls of ISO 27001, Annex A. */
  readonly controls: readonly string[];
  /** Most time between two runs that ended well. */
  readonly every: Figure<"days">;
}

/** True for workloads that run until they are stopped; the others end by themselves. */
export const isLongRunning = ({ running }: Pick<Workload, "running">): boolean =>
  running.kind === "stateless" || running.kind === "stateful";

/** True where a site runs the workload; `active` where it is the one that serves. */
export function runsAt({ activity }: Pick<Workload, "activity">, active: boolean): boolean {
  switch (activity) {
    case "every-site":
      return true;
    case "active-site-only":
      return active;
    case "standby-site-only":
      return !active;
  }
}

/** Secret with the keys to where a bucket's objects are carried. */
export const copySecret = (bucket: string): string => `copy-${bucket}`;

/** A secret whose value is generated inside the cluster and never seen outside it. */
export interface GeneratedSecret {
  readonly keys: Readonly<Record<string, GeneratedKey>>;
  /** Service that reads the secret under the same name beside this one, each site its own. Default: none. */
  readonly reader?: string;
  /** A need of another service that it answers, wherever that service runs: it lies there, and is read here as well. Default: none. */
  readonly answers?: { readonly service: string; readonly secret: string };
}

/** A length in letters and digits, or a number of bytes in hexadecimal digits with something before them. */
export type GeneratedKey = number | { readonly hexOf: number; readonly prefix?: string };

export interface DatabaseNeed {
  readonly size: Extent;
  readonly extensions: readonly string[];
  readonly collation: "C" | "C.UTF-8";
  /** `bounded` where something before it lets only so much through, however many users there are. Default: work grows as size does. */
  readonly work?: "bounded";
}

/** Copies for the case that somebody has a right to ask for them: the service that writes them can't read them where a cloud tells the two apart. */
export interface Journal {
  readonly kind: "journal";
  /** Days for which nobody deletes or overwrites what was written. */
  readonly kept: Figure<"days">;
}

export interface BucketNeed {
  readonly size: Extent;
  readonly role: StoreRole;
  /**
   * Default: objects may be replaced and deleted. `record`: each is written once, and nobody deletes it before the time that the facts
   * give to records is over; `size` is then that of one year. A journal is the same for a time of its own.
   */
  readonly written?: "record" | Journal;
  /** Protocols the service speaks to its bucket. */
  readonly speaks: readonly ("s3" | "azureBlob")[];
}

/** What a service needs from the platform. Each need brings its network flow and its secret. */
export interface Needs {
  readonly database?: DatabaseNeed;
  readonly buckets?: Readonly<Record<string, BucketNeed>>;
  readonly cache?: { readonly memory: Extent; readonly role: StoreRole };
  readonly oidc?: OidcNeed;
  /** A public certificate of its own, for protocols whose encryption the gateway passes through. */
  readonly certificate?: CertificateNeed;
  /** Topics on the event bus, published or read. */
  readonly bus?: BusNeed;
  /** How many accounts each tenant's realm has, and nothing else of them. The secret arrives as `accounts`, key `client-secret`. */
  readonly accounts?: "count";
  /** Keys that sign mail of the tenant's domain. Default: none. */
  readonly dkim?: DkimNeed;
}

/** What is reachable from the internet, through the gateway. */
export type Exposure =
  | {
      readonly kind: "https";
      readonly label: string;
      readonly workload: string;
      readonly port: string;
      /** Who may pass the gateway: anyone (the service signs users in itself), or signed-in users only. */
      readonly access: "service-decides" | "signed-in";
      /** Who of those signed in may reach what; decided before the service sees a request. Default: {@link everybody}, everything. */
      readonly allows?: readonly Allowance[];
      /** From which networks the gateway takes requests at all: everywhere, or those of the site's operators. Default: everywhere. */
      readonly from?: "everywhere" | "operators";
      /**
       * Requests that lead here, and no others: the closest rule of all exposures with this label takes a request, and one that
       * none takes ends at the gateway. Default: every request.
       */
      readonly requests?: readonly RequestPath[];
      /** Query parameter by whose value requests are led to one replica, while it stands. Default: any replica answers. */
      readonly meetsBy?: string;
      /**
       * `kept` where the service wants encoded slashes in paths as they are written; only for a service that stands once for all, at a name
       * that leads to nothing else. Default: the gateway decodes them and sends clients to what they mean, so that no rule on paths is passed by.
       */
      readonly encodedSlashes?: "kept";
      /**
       * `public` where every answer is the same for everybody and nobody's own, so that a content delivery network may keep it; only for a
       * service that stands once for all. Default: none may.
       */
      readonly caching?: "public";
      /** Services as whose server clients look the address up in the domain (SRV records, without the underscore). Default: none. */
      readonly lookedUpAs?: readonly WebService[];
    }
  | {
      readonly kind: "tcp";
      readonly label: string;
      /** Port the world connects to. */
      readonly publicPort: number;
      readonly workload: string;
      readonly port: string;
      /** How tenants that share one address are told apart here. Default: not at all, so that the port stays closed to them. */
      readonly sharing?: PortSharing;
    }
  | {
      /**
       * Another protocol than HTTP inside TLS on port 443, under a name of its own: the gateway ends the encryption, and the service gets the
       * bytes alone, without the client's address before them.
       */
      readonly kind: "tls";
      readonly label: string;
      readonly workload: string;
      readonly port: string;
      /** What passes here in both directions at the planned peak, for each named user. */
      readonly traffic: Figure<"Mbit/s/user">;
    };

/** Services over HTTPS that clients look up by name: RFC 6764, RFC 8620, and Outlook's autodiscover (MS-OXDISCO). */
export type WebService = "autodiscover" | "caldavs" | "carddavs" | "jmap";

/** Path of a request as the client writes it, without the query; patterns go before prefixes, and exact paths before both. */
export type RequestPath =
  | { readonly kind: "exact"; readonly path: string }
  /** Whole path elements: `/a` takes `/a` and `/a/b`, not `/ab`. */
  | { readonly kind: "prefix"; readonly path: string }
  /** Regular expression in the syntax of RE2 that the whole path matches. */
  | { readonly kind: "pattern"; readonly expression: string };

export type PortSharing =
  /** Encrypted from the first byte, which carries the name that the client asks for. */
  | { readonly kind: "server-name" }
  /** A service between tenants takes every connection and hands on what it brings. */
  | { readonly kind: "relay"; readonly service: string }
  | { readonly kind: "closed"; /** What people use instead. */ readonly instead: string };

export interface ServiceDefinition {
  /** A DNS label of at most 20 characters; also the namespace. */
  readonly name: string;
  readonly title: string;
  readonly layer: Layer;
  readonly tenancy: ServiceTenancy;
  readonly workloads: Readonly<Record<string, Workload>>;
  readonly needs: Needs;
  readonly secrets: Readonly<Record<string, GeneratedSecret>>;
  readonly exposes: readonly Exposure[];
  /** What is counted of each tenant's use, where tenants share the platform. Default: nothing. */
  readonly meters?: readonly Meter[];
  /** What it could write down for good and does not, by name, with the reason as a sentence without a full stop. Default: nothing. */
  readonly unkept?: Readonly<Record<string, string>>;
  /** What it does without each dependency: another service by its name, or `database`, `objects`, `cache`. */
  readonly without: Readonly<Record<string, Degradation>>;
}

const dnsLabel = /^[a-z]([-a-z0-9]{0,18}[a-z0-9])?$/;

/** Declares a service; throws a Refusal that lists every reference that leads nowhere. */
export function defineService(service: ServiceDefinition): ServiceDefinition {
  const mistakes = [
    ...nameMistakes(service),
    ...exposureMistakes(service),
    ...workloadMistakes(service),
    ...busMistakes(service),
    ...collectMistakes(service),
    ...programMistakes(service),
  ];
  if (mistakes.length > 0) throw new Refusal(`service "${service.name}"`, mistakes);
  return service;
}

function nameMistakes({ name, workloads }: ServiceDefinition): Mistake[] {
  return [["name", name] as const, ...Object.keys(workloads).map((key) => [`workloads.${key}`, key] as const)]
    .filter(([, value]) => !dnsLabel.test(value))
    .map(([where, value]) => ({
      where,
      value,
      why: "is not a DNS label of at most 20 characters",
      wayOut: "use lower-case letters, digits and hyphens, starting with a letter",
    }));
}

/** Agents know one place for all lines of a pod, and a port by its number. */
const collectMistakes = ({ workloads, tenancy }: ServiceDefinition): Mistake[] =>
  Object.entries(workloads).flatMap(([name, { collects, ports }]) => {
    if (collects === undefined) return [];
    const where = `workloads.${name}.collects`;
    return [
      ...(tenancy === "multi-tenant"
        ? []
        : [
            {
              where,
              value: tenancy,
              why: "would have the agents choose among tenants",
              wayOut: 'declare the service as "multi-tenant"',
            },
          ]),
      ...(collects.port in ports
        ? []
        : [
            {
              where: `${where}.port`,
              value: collects.port,
              why: "is no port of the workload",
              wayOut: `use one of: ${Object.keys(ports).join(", ")}`,
            },
          ]),
    ];
  });

/** True where somebody must say of each request whether it may pass. */
export const asksAuthorization = ({ exposes }: Pick<ServiceDefinition, "exposes">): boolean =>
  exposes.some((exposure) => exposure.kind === "https" && exposure.access === "signed-in");

function exposureMistakes({ exposes, workloads, tenancy }: ServiceDefinition): Mistake[] {
  return [
    ...exposes.flatMap((exposure, index) => portMistakes(`exposes.${String(index)}`, exposure, workloads)),
    ...ambiguousLabels(exposes),
    ...takenNames(exposes),
    ...slashMistakes({ exposes, tenancy }),
    ...cachingMistakes({ exposes, tenancy }),
    ...exposes.flatMap((exposure, index) => allowanceMistakes(`exposes.${String(index)}.allows`, exposure)),
  ];
}

/** The gateway's own listeners alone can treat paths in a way of their own, and what is kept must be listed. */
const slashMistakes = ({ exposes, tenancy }: Pick<ServiceDefinition, "exposes" | "tenancy">): Mistake[] =>
  exposes.flatMap((exposure, index) => {
    if (exposure.kind !== "https" || exposure.encodedSlashes === undefined) return [];
    const where = `exposes.${String(index)}.encodedSlashes`;
    return [
      ...(tenancy === "multi-tenant"
        ? []
        : [
            {
              where,
              value: exposure.encodedSlashes,
              why: "needs a listener of the platform's, and tenants bring their own",
              wayOut: 'leave it out, or declare the service as "multi-tenant"',
            },
          ]),
      ...(exposure.requests === undefined
        ? [
            {
              where,
              value: exposure.encodedSlashes,
              why: "lets any path through as it is written",
              wayOut: "say in `requests` which paths there are",
            },
          ]
        : []),
    ];
  });

/** What others keep must be nobody's own. */
const cachingMistakes = ({ exposes, tenancy }: Pick<ServiceDefinition, "exposes" | "tenancy">): Mistake[] =>
  exposes.flatMap((exposure, index) =>
    exposure.kind !== "https" ||
    exposure.caching === undefined ||
    (exposure.access === "service-decides" && tenancy === "multi-tenant")
      ? []
      : [
          {
            where: `exposes.${String(index)}.caching`,
            value: exposure.caching,
            why: "would let others keep what is somebody's own",
            wayOut: "leave it out where people sign in, or where each tenant has an instance",
          },
        ],
  );

/** Nobody is asked who he is where the service decides, and a path that nothing covers is nobody's by mistake. */
function allowanceMistakes(where: string, exposure: Exposure): Mistake[] {
  if (exposure.kind !== "https" || exposure.allows === undefined) return [];
  const { access, allows } = exposure;
  if (access !== "signed-in") {
    return [
      {
        where,
        value: access,
        why: "can't be decided, because nobody signs in at the gateway",
        wayOut: 'set access to "signed-in", or leave allows out',
      },
    ];
  }
  return [
    ...allows
      .filter(({ path }) => !/^\/([\w.~-]+(\/[\w.~-]+)*)?$/.test(path) || path.includes(".."))
      .map(({ path }) => ({
        where,
        value: path,
        why: "is no plain path",
        wayOut: 'begin with "/" and end without one, such as "/admin"',
      })),
    ...(allows.some(({ path }) => path === "/")
      ? []
      : [{ where, value: undefined, why: 'leave "/" to nobody', wayOut: 'say who may reach "/"' }]),
  ];
}

/** Of two exposures under one name, requests must tell which is meant. */
function ambiguousLabels(exposes: readonly Exposure[]): Mistake[] {
  return exposes.flatMap((exposure, index) => {
    if (exposure.kind !== "https" || exposure.requests !== undefined) return [];
    const others = exposes.filter(({ kind, label }) => kind === "https" && label === exposure.label);
    return others.length < 2
      ? []
      : [
          {
            where: `exposes.${String(index)}.requests`,
            value: undefined,
            why: `are missing, and "${exposure.label}" leads to ${String(others.length)} workloads`,
            wayOut: "say which requests lead here, or give each workload a label of its own",
          },
        ];
  });
}

/** A name in the first bytes says where they go, so that it can't lead to two places. */
const takenNames = (exposes: readonly Exposure[]): Mistake[] =>
  exposes.flatMap((exposure, index) => {
    if (exposure.kind !== "tls") return [];
    const others = exposes.filter(({ kind, label }) => kind !== "tcp" && label === exposure.label);
    return others.length < 2
      ? []
      : [
          {
            where: `exposes.${String(index)}.label`,
            value: exposure.label,
            why: "is the name of another exposure on port 443 too",
            wayOut: "give it a label of its own",
          },
        ];
  });

function workloadMistakes({ name, needs, workloads }: ServiceDefinition): Mistake[] {
  return Object.entries(workloads).flatMap(([key, workload]) => {
    const where = `workloads.${key}`;
    const mounts = [...workload.mounts, ...workload.preparation.flatMap((step) => step.mounts)];
    const ports = Object.keys(workload.ports);
    const volumes = [
      ...Object.keys(workload.volumes),
      "files",
      ...(needs.certificate === undefined ? [] : ["certificate"]),
      ...(workload.identity === undefined ? [] : [internalCertificate]),
    ];
    const probePorts = probesOf(workload).flatMap((probe) => (probe.kind === "command" ? [] : [probe.port]));
    return [
      ...mounts
        .filter(({ volume }) => !volumes.includes(volume))
        .map(({ volume }) => leadsNowhere(`${where}.mounts`, volume, "volume", volumes)),
      ...[...probePorts, ...(workload.metrics === undefined ? [] : [workload.metrics.port])]
        .filter((port) => !ports.includes(port))
        .map((port) => leadsNowhere(`${where}.probes`, port, "port", ports)),
      ...workload.egress.flatMap((egress, index) =>
        egress.kind === "service" && egress.service === name
          ? portMistakes(`${where}.egress.${String(index)}`, egress, workloads)
          : [],
      ),
      ...(workload.running.kind === "scheduled" && workload.running.turns !== undefined
        ? turnMistakes(`${where}.running`, workload.running.schedule, workload.running.turns)
        : []),
      ...(workload.user.uid === 0
        ? [{ where: `${where}.user.uid`, value: 0, why: "is root", wayOut: "name the image's unprivileged user" }]
        : []),
      ...(workload.probes === undefined && isLongRunning(workload)
        ? [
            {
              where: `${where}.probes`,
              value: undefined,
              why: "are missing",
              wayOut: "declare startup, liveness, readiness",
            },
          ]
        : []),
    ];
  });
}

const probesOf = ({ probes }: Workload): readonly Probe[] =>
  probes === undefined ? [] : [probes.startup, probes.liveness, probes.readiness];

function portMistakes(
  where: string,
  target: { readonly workload: string; readonly port: string },
  workloads: ServiceDefinition["workloads"],
): Mistake[] {
  const workload = workloads[target.workload];
  if (workload === undefined) {
    return [leadsNowhere(`${where}.workload`, target.workload, "workload", Object.keys(workloads))];
  }
  return target.port in workload.ports
    ? []
    : [leadsNowhere(`${where}.port`, target.port, "port", Object.keys(workload.ports))];
}

const leadsNowhere = (where: string, value: string, what: string, known: readonly string[]): Mistake => ({
  where,
  value,
  why: `is no ${what} of this ${what === "workload" ? "service" : "workload"}`,
  wayOut: known.length === 0 ? `declare the ${what} first` : `use one of: ${known.join(", ")}`,
});
