import { kubernetesVersions, planningDecisions } from "../../catalog";
import type { Suite } from "../../suites/suite";
import { z } from "zod";
import { alertsSchema } from "./alerts";
import { meshSchema } from "./mesh";
import { defaultParts, partsSchema } from "./parts";
import { patchSchema } from "./patch";
import { recordsSchema } from "./records";
import { recoverySchema } from "./recovery";
import { recoveryKeysSchema } from "./recovery-keys";
import { siteSchema } from "./site";
import { storagePlace } from "./storage-place";
import { tenancySchema } from "./tenancy";
import { domainName, fileBelow, httpsFolder, isoDate, label, network, reachable, registryHost, words } from "./text";

/** The shape of one page of facts; rules that span several facts are in `cross-checks.ts`. */
export const environmentSchema = z.strictObject({
  name: label,
  stage: z.enum(["production", "acceptance", "test", "development"]),
  suite: z.custom<Suite>((value) => typeof value === "object" && value !== null && "services" in value),
  users: z.strictObject({
    /** Named users. In shared tenancy it is the sum of the tenants' users, and may be left out. */
    count: z.int().min(1).max(1_000_000).optional(),
    /** Whether stores are sized by the seed's estimate or by measured guidance; there is no safe default. */
    usage: z.enum(["seed", "measured"]),
  }),
  tenancy: tenancySchema,
  site: siteSchema,
  /** Where `cdktf deploy` runs; may reach the Kubernetes API like the operators. */
  runner: z.strictObject({ network }),
  recovery: recoverySchema,
  /** Who owns the DNS zone: the cloud account, or the customer, who gets the records handed over. */
  dns: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("provider-zone"), zone: domainName }),
    z.strictObject({ kind: z.literal("customer") }),
  ]),
  registry: z.strictObject({
    /** Holds a copy of every image and chart. */
    mirror: registryHost,
    /** Name of the pull secret that is placed in every namespace. */
    pullSecret: label,
    /**
     * Network mirror of Terraform providers, from which every stack takes them. Default: none, so that providers come
     * from the public registry that their sources name, and the audit says so.
     */
    providers: httpsFolder.optional(),
    /**
     * File in which the copy script recorded what it copied and verified, from the working folder, such as `mirror/zuid/digests.txt`. With it
     * every image is named by its digest, and no other is admitted. Default: none, so that images are named by their tags, and the audit says so.
     */
    digests: fileBelow.optional(),
  }),
  /**
   * What becomes of requests that the OWASP rules suspect: logged alone, or refused as well. Default: `detect`, because the rules
   * must first be watched against the services' own traffic.
   */
  firewall: z.enum(["detect", "block"]).default("detect"),
  /**
   * Content delivery network that carries what is the same for everybody, such as programs to install; nothing behind a sign-in ever passes it.
   * Default: none, the gateway answers itself. The customer makes the contract, and a pull zone there; see preflight.
   */
  cdn: z
    .strictObject({
      provider: z.enum(["bunny"]),
      /** Name that the network gave the pull zone, such as `zuid.b-cdn.net`. */
      host: domainName,
    })
    .optional(),
  /** Where Terraform keeps its state: outside every region that the environment uses. */
  state: z.strictObject({ bucket: label, region: storagePlace }),
  /** Who together opens Vault again when no other way in is left. Needed with `parts.secrets: "vault"`, and with it alone. */
  recoveryKeys: recoveryKeysSchema.optional(),
  /** Whom the certificate authority writes to. */
  certificates: z.strictObject({
    contact: words,
    /** ACME directory of the authority. Default: Let's Encrypt, whose operator is in the US. */
    directory: z.url().default("https://acme-v02.api.letsencrypt.org/directory"),
  }),
  /**
   * Whom somebody tells of a hole in it, as every address says in its security.txt (RFC 9116). Default: nothing is said, and the audit
   * says so: whoever is named must read what comes, and renew the day.
   */
  disclosure: z
    .strictObject({
      contact: reachable,
      /** Last day on which this holds; RFC 9116 wants less than a year ahead. */
      until: isoDate,
    })
    .optional(),
  kubernetes: z.enum(kubernetesVersions.offered).default(kubernetesVersions.default),
  /** Major version of PostgreSQL. */
  postgresql: z.enum(["17", "15"]).default("17"),
  /** What every service shall keep to, and alerts watch over. */
  objectives: z
    .strictObject({
      /** Share of requests within 30 days that are answered without a failure of ours. Default: `planningDecisions.availability`. */
      availability: z.number().min(0.95).max(0.9999).default(planningDecisions.availability.value),
    })
    .default({ availability: planningDecisions.availability.value }),
  /** Who is told when something is wrong. Default: nobody, and the audit says so. */
  alerts: alertsSchema.optional(),
  /** Logs of every pod, in one place. */
  logs: z
    .strictObject({
      /** Days that logs can be read; then they are deleted. Default: `planningDecisions.logRetention`. */
      days: z.int().min(7).max(3_650).default(planningDecisions.logRetention.value),
    })
    .default({ days: planningDecisions.logRetention.value }),
  /** What was written down for good: the audit log. */
  records: recordsSchema,
  /**
   * Mutual TLS between pods. Default: Istio's ambient mode, for every tier and size: no part of the suites speaks TLS of its own to all
   * others, and the tunnel costs each node less than a sidecar would cost each pod.
   */
  mesh: meshSchema.default(meshSchema.parse({ kind: "istio-ambient" })),
  /** Changes to synthesized objects that no other fact can express. */
  patches: z.array(patchSchema).default([]),
  parts: partsSchema.default(defaultParts),
});

/** The facts as an architect writes them. */
export type EnvironmentFacts = z.input<typeof environmentSchema>;

/** A page of facts that holds together: parsed, checked, with every default filled in. */
export type Environment = Omit<z.output<typeof environmentSchema>, "users"> & {
  readonly users: {
    /** Named users, those of all tenants together. */
    readonly count: number;
    readonly usage: EnvironmentFacts["users"]["usage"];
  };
  /**
   * Digests by the publisher's name and tag, read from the file that `registry.digests` names; absent where it names none, or nobody read it
   * yet: whoever loads environments does.
   */
  readonly recordedDigests?: Readonly<Record<string, string>>;
  /** The facts as written; `stage` starts from them. */
  readonly facts: EnvironmentFacts;
};
