import { mebibytes, millicores } from "../../../language";
import type { ContainerRequests } from "../releases/pod-values";

/** What the container asks for that runs beside Prometheus and Alertmanager and hands them new configuration. */
export const reloader: ContainerRequests = { cpu: millicores(10), memory: mebibytes(32) };
