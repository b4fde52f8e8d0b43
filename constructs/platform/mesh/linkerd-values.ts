import { resources, type ContainerRequests } from "../releases/pod-values";

/** Requests and limits in the words of Linkerd's charts. */
export function linkerdResources(requested: ContainerRequests) {
  const { requests, limits } = resources(requested);
  return {
    cpu: { request: requests.cpu, limit: limits.cpu },
    memory: { request: requests.memory, limit: limits.memory },
  };
}
