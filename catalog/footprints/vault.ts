import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { probedOn } from "./connections";
import { secretsServers } from "./secrets-servers";

/** The kubelet asks over the network whether a server is ready: the program that the chart asks with knows no "not initialized yet". */
export const vault: Footprint = secretsServers({
  component: "vault",
  title: "HashiCorp Vault",
  chart: helmCharts.vault,
  image: images.vault,
  receives: [probedOn(8200)],
});
