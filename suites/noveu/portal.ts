import { images } from "../../catalog";
import {
  continues,
  refuses,
  defineService,
  enforced,
  everybody,
  figure,
  mebibytes,
  millicores,
  quantity,
  type Surroundings,
} from "../../language";
import { stringify } from "yaml";

const decided = {
  kind: "decision",
  ref: "a static start page; two replicas more than suffice",
  date: "2026-11-21",
} as const;

/** Entries of the start page: one per service of the suite that has an address of its own. */
const entries = (at: Surroundings): string =>
  stringify([
    {
      Workspace: [
        { Mail: { href: `https://${at.hostname("mail")}`, description: "Mail, calendar and contacts" } },
        ...(at.offers("chat")
          ? [{ Chat: { href: `https://${at.hostname("chat")}`, description: "Rooms and messages" } }]
          : []),
        ...(at.offers("ai")
          ? [{ Assistant: { href: `https://${at.hostname("ai")}`, description: "Questions to a language model" } }]
          : []),
        { Files: { href: `https://${at.hostname("files")}`, description: "Files and sharing" } },
        ...(at.offers("downloads")
          ? [{ Programs: { href: `https://${at.hostname("downloads")}`, description: "For your desk and telephone" } }]
          : []),
        { Account: { href: at.identity().account, description: "Password, devices and sessions" } },
      ],
    },
  ]);

/** The web portal: the page every user starts from, behind the gateway's sign-in. */
export const portal = defineService({
  name: "portal",
  title: "Web portal",
  layer: "presentation",
  tenancy: "instance-per-tenant",
  workloads: {
    web: {
      zone: "services",
      running: { kind: "stateless", targetCpuPercent: 70 },
      activity: "every-site",
      image: images.homepage,
      user: { uid: 1000, gid: 1000 },
      ports: { http: { port: 3000, protocol: "TCP" } },
      probes: {
        startup: { kind: "http", port: "http", path: "/api/healthcheck" },
        liveness: { kind: "http", port: "http", path: "/api/healthcheck" },
        readiness: { kind: "http", port: "http", path: "/api/healthcheck" },
      },
      environment: (at) => ({
        // The page refuses requests for any other host; probes call it by the pod's own port.
        HOMEPAGE_ALLOWED_HOSTS: `${at.hostname("portal")},localhost:3000`,
        LOG_TARGETS: "stdout",
        NEXT_TELEMETRY_DISABLED: "1",
      }),
      files: (at) => ({
        "settings.yaml": stringify({ title: at.customer, hideVersion: true, disableUpdateCheck: true }),
        "services.yaml": entries(at),
        "bookmarks.yaml": stringify([]),
        "widgets.yaml": stringify([]),
        "docker.yaml": stringify({}),
        "kubernetes.yaml": stringify({ mode: "disabled" }),
        "proxmox.yaml": stringify({}),
        "custom.css": "",
        "custom.js": "",
      }),
      volumes: {
        cache: {
          kind: "scratch",
          medium: "disk",
          size: { fixed: figure(mebibytes(256), "rendered pages and logs of one replica", decided) },
        },
      },
      mounts: [
        { volume: "files", path: "/app/config", readOnly: true },
        { volume: "cache", path: "/app/.next/cache", folder: "pages" },
        { volume: "cache", path: "/tmp", folder: "tmp" },
      ],
      preparation: [],
      sizing: {
        kind: "per-users",
        usersPerReplica: figure(quantity(5000, "users/replica"), "named users one portal replica serves", {
          kind: "estimate",
          ref: "a page load per user and hour at most; to be replaced by a load test",
          date: "2026-11-21",
        }),
        footing: {
          cpu: figure(millicores(100), "processor of one portal replica", decided),
          memory: figure(mebibytes(256), "memory of one portal replica", decided),
        },
      },
      readOnlyRoot: enforced,
      bindsLowPorts: { kind: "never" },
      egress: [],
    },
  },
  needs: { oidc: { client: "confidential", redirects: [{ label: "portal", path: "/oauth2/callback" }] } },
  secrets: {},
  exposes: [
    {
      kind: "https",
      label: "portal",
      workload: "web",
      port: "http",
      access: "signed-in",
      // Renders every page anew: for those who look after the portal.
      allows: [...everybody, { path: "/api/revalidate", groups: ["administrators"] }],
    },
  ],
  without: {
    mail: continues("the portal works; its mail entry leads to an error page"),
    chat: continues("the portal works; its chat entry leads to an error page"),
    files: continues("the portal works; its files entry leads to an error page"),
    identity: refuses("nobody passes the sign-in; services stay reachable at their own addresses"),
    ai: continues("the portal works; its entry leads to an error page"),
    downloads: continues("the portal works; its programs entry leads to an error page"),
    authorization: refuses("nobody passes the gateway to the portal; services stay reachable at their own addresses"),
  },
});
