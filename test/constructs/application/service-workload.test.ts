import { enforced, exception, figure, mebibytes } from "../../../language";
import { files } from "../../../suites/noveu/files";
import { mail as mailOf } from "../../../suites/noveu/mail";
import { mailRules } from "../../../suites/noveu/mail-rules";
import { portal } from "../../../suites/noveu/portal";
import { identity } from "../../../suites/platform/identity";
import { planned, renderWorkload } from "./fixture";

const mail = mailOf(mailRules);

const container = { spec: { template: { spec: { containers: [{}] } } } };

const withContainer = (claims: object) => ({
  spec: { template: { spec: { ...container.spec.template.spec, containers: [expect.objectContaining(claims)] } } },
});

test("a stateless workload is a Deployment whose number of pods belongs to its autoscaler", () => {
  const { Deployment, HorizontalPodAutoscaler } = renderWorkload(portal, "web");
  expect(Deployment).not.toHaveProperty("spec.replicas");
  expect(HorizontalPodAutoscaler).toMatchObject({ spec: { minReplicas: 3, maxReplicas: 6 } });
});

test("a workload that can't grow states its number of pods and has no autoscaler", () => {
  const { Deployment, HorizontalPodAutoscaler } = renderWorkload(portal, "web", {
    plan: { maximumReplicas: planned(3, "replicas") },
  });
  expect(Deployment).toMatchObject({ spec: { replicas: 3 } });
  expect(HorizontalPodAutoscaler).toBeUndefined();
});

test("a stateful workload is a StatefulSet behind a headless Service", () => {
  const { StatefulSet } = renderWorkload(mail, "stalwart");
  expect(StatefulSet).toMatchObject({ spec: { replicas: 3, serviceName: "mail-stalwart-members" } });
});

test("every container is held to the standard restricted", () => {
  const { Deployment } = renderWorkload(portal, "web");
  expect(Deployment).toMatchObject(
    withContainer({
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
    }),
  );
  expect(Deployment).toMatchObject({
    spec: {
      template: {
        spec: { securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } } },
      },
    },
  });
});

test("containers that prepare a pod are hardened like the one they prepare", () => {
  const { StatefulSet } = renderWorkload(mail, "stalwart");
  expect(StatefulSet).toHaveProperty("spec.template.spec.initContainers.0.securityContext", {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] },
  });
});

test("no pod gets a token, and the account it runs under is its own", () => {
  expect(renderWorkload(portal, "web")["Deployment"]).toMatchObject({
    spec: {
      template: {
        spec: { automountServiceAccountToken: false, serviceAccountName: "service", enableServiceLinks: false },
      },
    },
  });
});

test("an exception stands on the pod with its reason", () => {
  const reason = "the image writes its own license file";
  const { Deployment } = renderWorkload(portal, "web", { workload: { readOnlyRoot: exception(reason) } });
  expect(Deployment).toHaveProperty(
    ["spec", "template", "metadata", "annotations", "bestek.eu/exception-read-only-root"],
    reason,
  );
  expect(Deployment).toMatchObject(
    withContainer({ securityContext: expect.objectContaining({ readOnlyRootFilesystem: false }) }),
  );
  const { Deployment: hardened } = renderWorkload(portal, "web", { workload: { readOnlyRoot: enforced } });
  expect(hardened).not.toHaveProperty([
    "spec",
    "template",
    "metadata",
    "annotations",
    "bestek.eu/exception-read-only-root",
  ]);
});

test("images come through the mirror, below their publisher's host", () => {
  expect(renderWorkload(portal, "web")["Deployment"]).toMatchObject(
    withContainer({ image: "registry.zuid.example.eu/ghcr.io/gethomepage/homepage:v1.13.2" }),
  );
});

test("requests and limits are those of the plan", () => {
  expect(renderWorkload(portal, "web")["Deployment"]).toMatchObject(
    withContainer({
      resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "400m", memory: "384Mi" } },
    }),
  );
});

test("pods spread over zones as a rule and over nodes as a preference", () => {
  expect(renderWorkload(portal, "web")["Deployment"]).toMatchObject({
    spec: {
      template: {
        spec: {
          topologySpreadConstraints: [
            { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule", maxSkew: 1 },
            { topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" },
          ],
        },
      },
    },
  });
});

test("a budget keeps what the plan says, and a single pod has none", () => {
  expect(renderWorkload(portal, "web")["PodDisruptionBudget"]).toMatchObject({ spec: { minAvailable: 2 } });
  expect(
    renderWorkload(portal, "web", { plan: { replicas: planned(1, "replicas") } })["PodDisruptionBudget"],
  ).toBeUndefined();
});

test("secrets reach a container by reference, never by value", () => {
  expect(renderWorkload(mail, "stalwart")["StatefulSet"]).toMatchObject(
    withContainer({
      env: expect.arrayContaining([
        { name: "STALWART_DB_PASSWORD", valueFrom: { secretKeyRef: { name: "database", key: "password" } } },
      ]),
    }),
  );
});

test("changed files change the pods", () => {
  const before = renderWorkload(portal, "web");
  const after = renderWorkload(portal, "web", { workload: { files: () => ({ "settings.yaml": "title: Noord\n" }) } });
  const name = (objects: typeof before) => objects["ConfigMap"]?.["metadata"];
  expect(name(after)).not.toEqual(name(before));
  expect(after["ConfigMap"]).toMatchObject({ immutable: true });
});

test("where another site serves, single-site workloads rest and the others run", () => {
  const rest = { active: false };
  expect(renderWorkload(mail, "stalwart", rest)["StatefulSet"]).toMatchObject({ spec: { replicas: 0 } });
  expect(renderWorkload(mail, "stalwart", rest)["PodDisruptionBudget"]).toBeUndefined();
  expect(renderWorkload(files, "web", rest)["Deployment"]).toMatchObject({ spec: { replicas: 0 } });
  expect(renderWorkload(files, "cron", rest)["CronJob"]).toMatchObject({ spec: { suspend: true } });
  expect(renderWorkload(files, "setup", rest)["Job"]).toBeUndefined();
  expect(renderWorkload(portal, "web", rest)["HorizontalPodAutoscaler"]).toMatchObject({ spec: { minReplicas: 3 } });
});

test("what looks at copies runs where the site stands by, and rests where it serves", () => {
  const following = { workload: { activity: "standby-site-only" } } as const;
  expect(renderWorkload(files, "cron", { ...following, active: false })["CronJob"]).toMatchObject({
    spec: { suspend: false },
  });
  expect(renderWorkload(files, "cron", following)["CronJob"]).toMatchObject({ spec: { suspend: true } });
  expect(renderWorkload(files, "setup", following)["Job"]).toBeUndefined();
  expect(renderWorkload(files, "setup", { ...following, active: false })["Job"]).toBeDefined();
});

test("a workload that runs once gets a new name when it changes", () => {
  const name = (memory: number) =>
    renderWorkload(files, "setup", { plan: { memoryLimit: planned(memory, "MiB") } })["Job"]?.["metadata"];
  expect(name(512)).not.toEqual(name(1024));
  expect(name(512)).toEqual(name(512));
});

test("only what offers metrics is monitored", () => {
  expect(renderWorkload(identity, "keycloak")["ServiceMonitor"]).toMatchObject({
    spec: { endpoints: [{ port: "management", path: "/metrics" }] },
  });
  expect(renderWorkload(portal, "web")["ServiceMonitor"]).toBeUndefined();
});

test("a persistent volume is claimed from the encrypted class at its planned size", () => {
  const size = { fixed: figure(mebibytes(1), "a test", { kind: "decision", ref: "test", date: "2026-11-21" }) };
  const { StatefulSet } = renderWorkload(mail, "stalwart", {
    workload: {
      volumes: {
        state: { kind: "persistent", role: "authoritative", size },
        temporary: { kind: "scratch", medium: "disk", size },
      },
    },
    plan: { volumes: { state: { size: planned(2048, "MiB") } } },
  });
  expect(StatefulSet).toMatchObject({
    spec: {
      volumeClaimTemplates: [
        {
          metadata: { name: "state" },
          spec: { storageClassName: "encrypted", resources: { requests: { storage: "2Gi" } } },
        },
      ],
    },
  });
});
