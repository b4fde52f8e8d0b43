import { images } from "../../catalog";
import { defineService, enforced, figure, mebibytes, millicores, quantity, refuses, type Probe } from "../../language";
import { renewalScript } from "./certificate-renewal";
import {
  certificatesModule,
  directoryFolders,
  directoryLabel,
  directoryPorts,
  directoryPublicPort,
  slapdConfiguration,
} from "./directory-configuration";

const guessed = {
  kind: "estimate",
  ref: "no published figure for searches that ask a file server each; to be replaced by a load test",
  date: "2026-11-23",
} as const;

const asksItself = `ldapsearch -x -LLL -o nettimeout=3 -H ldap://127.0.0.1:${String(directoryPorts.probe)} -b '' -s base 1.1 >/dev/null`;

/**
 * slapd reads its certificate when it starts, and has nobody who could tell it to read it again. Pods have no number here: each takes its turn by its name,
 * within two hours.
 *
 * Arguments are the certificate and the folder of processes.
 */
export const directoryLiveness = (
  certificate = `${directoryFolders.certificate}/tls.crt`,
  processes = "/proc",
): Probe => ({
  kind: "command",
  command: [
    "sh",
    "-c",
    `${asksItself} || exit 1\n${renewalScript('$(printf %s "$HOSTNAME" | cksum | cut -d " " -f 1) % 8 + 1')}`,
    "alive",
    certificate,
    processes,
  ],
});

const answers: Probe = { kind: "command", command: ["sh", "-c", asksItself] };

/**
 * S/MIME certificates by LDAP, for programs inside and outside that know an address and want its certificate (RFC 2798, RFC 4523): one for all tenants, which
 * holds nothing and asks the file servers of the tenant whose the address is.
 */
export const directory = defineService({
  name: "directory",
  title: "Directory of certificates",
  layer: "application",
  tenancy: "multi-tenant",
  workloads: {
    slapd: {
      zone: "services",
      running: { kind: "stateless", targetCpuPercent: 70 },
      // Files are served by one site alone.
      activity: "active-site-only",
      image: images.directory,
      user: { uid: 10636, gid: 10636 },
      // slapd keeps a place for every connection that it may have, and takes as many as files may be open: a gigabyte for a million.
      command: [
        "sh",
        "-c",
        `ulimit -n 1024 && exec slapd -d none -f ${directoryFolders.configuration}/slapd.conf -h "pldaps://:${String(directoryPorts.ldaps)} ldap://127.0.0.1:${String(directoryPorts.probe)}"`,
      ],
      ports: { ldaps: { port: directoryPorts.ldaps, protocol: "TCP" } },
      probes: { startup: answers, liveness: directoryLiveness(), readiness: answers },
      environment: () => ({}),
      files: (at) => ({ "slapd.conf": slapdConfiguration(at), "Certificates.pm": certificatesModule }),
      volumes: {},
      mounts: [
        { volume: "files", path: directoryFolders.configuration, readOnly: true },
        { volume: "certificate", path: directoryFolders.certificate, readOnly: true },
      ],
      preparation: [],
      sizing: {
        kind: "per-users",
        usersPerReplica: figure(
          quantity(20_000, "users/replica"),
          "named users whose certificates one directory finds: a program keeps each that it has found",
          guessed,
        ),
        footing: {
          cpu: figure(millicores(50), "processor of one directory", guessed),
          memory: figure(mebibytes(96), "memory of one directory", guessed),
        },
      },
      readOnlyRoot: enforced,
      bindsLowPorts: { kind: "never" },
      egress: [{ kind: "service", service: "files", workload: "web", port: "certificates" }],
    },
  },
  needs: { certificate: { labels: [directoryLabel] } },
  secrets: {},
  exposes: [{ kind: "tcp", label: directoryLabel, publicPort: directoryPublicPort, workload: "slapd", port: "ldaps" }],
  without: {
    files: refuses("certificates lie among people's files; programs are told to ask again, and not that there is none"),
  },
});
