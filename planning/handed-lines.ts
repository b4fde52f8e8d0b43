import { containerLog } from "../catalog";
import type { Environment } from "../environments/schema";
import { describe, mebibytes, type Collected, type HandedLines, type LogsPlan, type PodSet } from "../language";
import { servicesOf } from "../suites";
import { planPodSets } from "./flows";
import type { Ledger } from "./ledger";
import { workloadHost } from "./placement";

/** Who is handed what others write, and how much of it waits meanwhile. Pods that the environment doesn't have write nothing. */
export function enterHandedLines(
  ledger: Ledger,
  environment: Pick<Environment, "suite" | "tenancy" | "parts" | "mesh">,
): LogsPlan["handed"] {
  const podSets = planPodSets(environment);
  return Object.fromEntries(
    servicesOf(environment).flatMap(({ name, workloads }) =>
      Object.entries(workloads).flatMap(([workload, { collects, ports }]) => {
        const port = collects === undefined ? undefined : ports[collects.port];
        if (collects === undefined || port === undefined) return [];
        const id = `${name}/${workload}`;
        return [
          [
            id,
            {
              url: `http://${workloadHost(name, workload)}:${String(port.port)}${collects.path}`,
              from: sources(collects, podSets),
              waiting: waiting(ledger, id),
            },
          ] as const,
        ];
      }),
    ),
  );
}

const sources = ({ from }: Collected, podSets: Readonly<Record<string, PodSet>>): HandedLines["from"] =>
  Object.fromEntries(
    from.flatMap((id) => {
      const podSet = podSets[id];
      return podSet === undefined ? [] : [[id, { namespace: podSet.namespace, labels: podSet.labels }] as const];
    }),
  );

function waiting(ledger: Ledger, id: string): HandedLines["waiting"] {
  const file = ledger.figure("container-log", containerLog);
  return ledger.derive(`logs.handed.${id}.waiting`, mebibytes(file.value), {
    rule: "lines-waiting",
    from: [file],
    because: `${describe(file)}: an agent that can't hand over reads on in the file that it has open, and in the newest after it; files between the two it never opens`,
  });
}
