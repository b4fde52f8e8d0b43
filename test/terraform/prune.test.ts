import { prune } from "./harness/prune";

const stack = () => ({
  data: { aws_eks_addon_version: { recommended: { addon_name: "vpc-cni" } } },
  resource: {
    aws_vpc: { network: { cidr_block: "10.0.0.0/16" } },
    aws_eks_addon: {
      cni: { addon_version: "${data.aws_eks_addon_version.recommended.version}" },
      dns: { addon_name: "coredns", depends_on: ["aws_eks_addon.cni"] },
    },
  },
  output: {
    network: { value: "${aws_vpc.network.id}" },
    networks: { value: "${aws_vpc.network-of-others.id}" },
    version: { value: "${aws_eks_addon.cni.addon_version}" },
  },
});

test("what can't be made is left out with all that needs it, each by name and with the reason", () => {
  const pruned = stack();
  expect(prune(pruned, { "data.aws_eks_addon_version": "no interface" }, [])).toEqual([
    { address: "data.aws_eks_addon_version.recommended", why: "no interface" },
    { address: "aws_eks_addon.cni", why: "needs data.aws_eks_addon_version.recommended" },
    { address: "aws_eks_addon.dns", why: "needs aws_eks_addon.cni" },
    { address: "output.version", why: "needs aws_eks_addon.cni" },
  ]);
  expect(pruned).toEqual({
    resource: { aws_vpc: stack().resource.aws_vpc },
    output: { network: stack().output.network, networks: stack().output.networks },
  });
});

test("what another stack lost is lost to its readers", () => {
  const reader = { output: { host: { value: "${data.terraform_remote_state.infrastructure.outputs.host}" } } };
  expect(prune(reader, {}, ["data.terraform_remote_state.infrastructure.outputs.host"])).toHaveLength(1);
  expect(prune(stack(), {}, ["aws_vpc.net"])).toEqual([]);
});
