import { k8s } from "cdk8s-plus-28";
import { mebibytes, millicores } from "../../../language";
import { resources, restrictedContainer } from "../releases/pod-values";

/** A snapshot in memory counts as the container's own. */
const needs = { cpu: millicores(50), memory: mebibytes(256) };

/** What a container of a job beside the secrets gets, and what it may do: nothing. */
export const jobContainer = (): Pick<k8s.Container, "resources" | "securityContext"> => {
  const { requests, limits } = resources(needs);
  const quantities = ({ cpu, memory }: { readonly cpu: string; readonly memory: string }) => ({
    cpu: k8s.Quantity.fromString(cpu),
    memory: k8s.Quantity.fromString(memory),
  });
  return {
    resources: { requests: quantities(requests), limits: quantities(limits) },
    securityContext: {
      allowPrivilegeEscalation: restrictedContainer.allowPrivilegeEscalation,
      readOnlyRootFilesystem: restrictedContainer.readOnlyRootFilesystem,
      capabilities: { drop: [...restrictedContainer.capabilities.drop] },
    },
  };
};
