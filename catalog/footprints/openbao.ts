import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { secretsServers } from "./secrets-servers";

/** The readiness probe runs inside the container, so the kubelet opens no connection. */
export const openbao: Footprint = secretsServers({
  component: "openbao",
  title: "OpenBao",
  chart: helmCharts.openbao,
  image: images.openbao,
  receives: [],
});
