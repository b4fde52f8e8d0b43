import { k8s } from "cdk8s-plus-28";
import { mebibytes, millicores } from "../../../language";
import { resources, restrictedContainer, type ContainerRequests } from "../releases/pod-values";

/** A snapshot in memory counts as the container's own. */
const needs = { cpu: millicores(50), memory: mebibytes(256) };

/** What a container of a job gets, by default as one beside the secrets, and what it may do: nothing. */
export const jobContainer = (
  requested: ContainerRequests = needs,
): Pick<k8s.Container, "resources" | "securityContext"> => {
  const { requests, limits } = resources(requested);
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
