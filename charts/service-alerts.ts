import type { RuleGroup } from "../constructs/platform/alerts/alert";
import { availability } from "../constructs/platform/alerts/availability";
import { certificateAlerts } from "../constructs/platform/alerts/certificate-alerts";
import { deadLetterAlerts, kafkaDeadLetterAlerts } from "../constructs/platform/alerts/dead-letter-alerts";
import { handedLineAlerts } from "../constructs/platform/alerts/handed-line-alerts";
import { workloadAlerts } from "../constructs/platform/alerts/workload-alerts";
import { busAccount, runsAt, type ServiceDefinition, type ServicePlan } from "../language";
import { challenged } from "../planning/flows";
import { instanceName, workloadName } from "../planning/placement";
import { routeName } from "./route-name";
import type { SiteContext } from "./site-context";

/** What is watched of one service at one site: each of its workloads, its certificates, and how its users fare. */
export function serviceAlerts(
  { environment, active, tenant, plan: { logs } }: SiteContext,
  service: ServiceDefinition,
  plan: ServicePlan,
): readonly RuleGroup[] {
  const namespace = instanceName(service.name, tenant);
  const routes = service.exposes.flatMap((exposure) =>
    exposure.kind === "https" ? [routeName(service, exposure)] : [],
  );
  return [
    ...Object.entries(service.workloads).flatMap(([name, workload]) => {
      const planned = plan.workloads[name];
      return planned === undefined
        ? []
        : [
            workloadAlerts({
              namespace,
              objectName: workloadName(service.name, name),
              workload,
              plan: planned,
              active: runsAt(workload, active),
            }),
          ];
    }),
    ...(active && service.needs.bus !== undefined
      ? [
          environment.suite.bus === "kafka"
            ? kafkaDeadLetterAlerts(service.name, { account: busAccount(tenant) })
            : deadLetterAlerts(service.name, busAccount(tenant)),
        ]
      : []),
    ...Object.keys(service.workloads).flatMap((name) => {
      const handed = logs.handed[`${service.name}/${name}`];
      return active && handed !== undefined ? [handedLineAlerts(`${service.name}/${name}`, handed.waiting.value)] : [];
    }),
    ...(challenged(environment, service) ? [certificateAlerts(namespace)] : []),
    ...availability(namespace, {
      gateway: environment.parts.gateway,
      namespace,
      routes,
      objective: environment.objectives.availability,
    }),
  ];
}
