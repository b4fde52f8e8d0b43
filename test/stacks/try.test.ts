import { Testing, TerraformStack } from "cdktf";
import { OvhProvider } from "@cdktf/provider-ovh/lib/provider";
import { Cidr } from "/work/main/language";
import { PrivateNetwork } from "/work/main/constructs/infrastructure/ovh/private-network";
import { KubernetesCluster } from "/work/main/constructs/infrastructure/ovh/kubernetes-cluster";
import { Account } from "/work/main/constructs/infrastructure/ovh/account";
import { FloatingIp } from "/work/main/constructs/infrastructure/ovh/floating-ip";
test("x", () => {
  const s = new TerraformStack(Testing.app(), "s");
  new OvhProvider(s, "ovh", { endpoint: "ovh-eu" });
  new Account(s, "account", { project: "abc" });
  const n = new PrivateNetwork(s, "n", { project: "abc", region: "EU-WEST-PAR", name: "env-par", network: Cidr.of("10.20.0.0/16"), gateway: "s" });
  const d = (value: number) => ({ value, unit: "nodes", rule: "", from: [], because: "" }) as any;
  new KubernetesCluster(s, "c", { project: "abc", region: "EU-WEST-PAR", name: "env-par", version: "1.35", zones: ["a","b","c"], plan: "standard", network: n, operators: [Cidr.of("203.0.113.0/28")],
    pools: { general: { machine: "b3-32", nodes: d(6), nodesPerZone: d(2), maximumNodes: d(9) } as any } });
  new FloatingIp(s, "f", { project: "abc", region: "x", name: "n" });
  console.log(Testing.synth(s, true));
});
