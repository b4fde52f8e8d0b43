import type { GatewayProduct } from "../../../catalog";
import { gatewayRequests, type GatewayRequests } from "../alerts/gateway-requests";
import { isLongRunning, type ServiceDefinition } from "../../../language";
import { workloadName } from "../../../planning/placement";
import { failureRatio } from "../alerts/availability";
import { selector } from "../alerts/alert";
import { panelJson, type Panel } from "./panel";

export interface DashboardProps {
  /** What counts the requests. */
  readonly gateway: GatewayProduct;
  readonly service: Pick<ServiceDefinition, "name" | "title" | "workloads" | "exposes">;
  /** Share of requests that shall be answered. */
  readonly objective: number;
  /** Namespaces of its instances, as a regular expression. */
  readonly namespaces: string;
}

/** The variable by which a dashboard shows one instance. */
const namespace = "$namespace";

/** Grafana's JSON for one service, made of what it declares: how its users fare, each workload, each volume, its log. */
export const serviceDashboard = ({ service, objective, namespaces, gateway }: DashboardProps): string =>
  JSON.stringify(
    {
      uid: `bestek-${service.name}`,
      title: service.title,
      tags: ["bestek", service.name],
      editable: false,
      schemaVersion: 41,
      version: 1,
      timezone: "browser",
      refresh: "1m",
      time: { from: "now-6h", to: "now" },
      templating: {
        list: [
          {
            name: "namespace",
            label: "Instance",
            type: "query",
            datasource: { type: "prometheus", uid: "prometheus" },
            query: `label_values(kube_pod_info${selector({ namespace: `~${namespaces}` })}, namespace)`,
            refresh: 2,
            sort: 1,
          },
        ],
      },
      panels: [
        ...userPanels(service, objective, gatewayRequests[gateway]),
        ...workloadPanels(service),
        ...volumePanels(service),
        logPanel,
      ].map(panelJson),
    },
    null,
    2,
  );

function userPanels(
  { exposes }: DashboardProps["service"],
  objective: number,
  { answered, code, duration }: GatewayRequests,
): readonly Panel[] {
  if (!exposes.some(({ kind }) => kind === "https")) return [];
  const ratio = (window: string): string => `${failureRatio(window)}${selector({ service: namespace })}`;
  return [
    {
      title: `Failed requests (objective: at most ${String(Number(((1 - objective) * 100).toFixed(4)))} %)`,
      kind: "timeseries",
      unit: "percentunit",
      queries: ["5m", "1h", "6h", "3d"].map((window) => ({ expression: ratio(window), legend: window })),
    },
    {
      title: "Requests by class of answer",
      kind: "timeseries",
      unit: "reqps",
      queries: [
        {
          expression: `sum by (${code.label}) (rate(${answered(namespace)}[5m]))`,
          legend: code.legend,
        },
      ],
    },
    {
      title: "Time to answer",
      kind: "timeseries",
      unit: "s",
      // Gateways count in milliseconds.
      queries: [0.5, 0.95, 0.99].map((quantile) => ({
        expression: `histogram_quantile(${String(quantile)}, sum by (le) (rate(${duration(namespace)}[5m]))) / 1000`,
        legend: `p${String(quantile * 100)}`,
      })),
    },
  ];
}

const workloadPanels = ({ name: service, workloads }: DashboardProps["service"]): readonly Panel[] =>
  Object.entries(workloads).flatMap(([name, workload]): readonly Panel[] => {
    if (!isLongRunning(workload)) return [];
    const objectName = workloadName(service, name);
    const pods = selector({ namespace, pod: `~${objectName}-.+`, container: "~.+" });
    const ready =
      workload.running.kind === "stateless"
        ? `kube_deployment_status_replicas_available${selector({ namespace, deployment: objectName })}`
        : `kube_statefulset_status_replicas_ready${selector({ namespace, statefulset: objectName })}`;
    return [
      {
        title: `${name}: replicas ready, and restarts within an hour`,
        kind: "timeseries",
        unit: "short",
        queries: [
          { expression: ready, legend: "ready" },
          {
            expression: `sum(increase(kube_pod_container_status_restarts_total${selector({ namespace, pod: `~${objectName}-.+` })}[1h]))`,
            legend: "restarts",
          },
        ],
      },
      {
        title: `${name}: processors in use`,
        kind: "timeseries",
        unit: "short",
        queries: [
          { expression: `sum by (pod) (rate(container_cpu_usage_seconds_total${pods}[5m]))`, legend: "{{pod}}" },
        ],
      },
      {
        title: `${name}: memory in use`,
        kind: "timeseries",
        unit: "bytes",
        queries: [{ expression: `sum by (pod) (container_memory_working_set_bytes${pods})`, legend: "{{pod}}" }],
      },
    ];
  });

const volumePanels = ({ name: service, workloads }: DashboardProps["service"]): readonly Panel[] =>
  Object.entries(workloads).flatMap(([name, { volumes }]) =>
    Object.entries(volumes).flatMap(([volume, { kind }]): readonly Panel[] => {
      if (kind !== "persistent") return [];
      const labels = selector({
        namespace,
        persistentvolumeclaim: `~${volume}-${workloadName(service, name)}-[0-9]+`,
      });
      return [
        {
          title: `${name}: share of volume ${volume} in use`,
          kind: "timeseries",
          unit: "percentunit",
          queries: [
            {
              expression: `1 - kubelet_volume_stats_available_bytes${labels} / kubelet_volume_stats_capacity_bytes${labels}`,
              legend: "{{persistentvolumeclaim}}",
            },
          ],
        },
      ];
    }),
  );

const logPanel: Panel = {
  title: "Log",
  kind: "logs",
  unit: "short",
  queries: [{ expression: `{namespace="${namespace}"}` }],
};
