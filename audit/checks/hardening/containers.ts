import { at, dotted } from "../../facts/json";
import { containersOf, isSet } from "../../workloads/pod-template";
import { capabilities } from "../pod-security/pod";
import type { Rule } from "./rule";

/** What a container may use is planned: processor and memory, requested and limited. */
export const resources: Rule = {
  id: "resources",
  judge: (pod) =>
    containersOf(pod).flatMap(({ container, path }) =>
      ["requests", "limits"].flatMap((bound) =>
        ["cpu", "memory"]
          .filter((resource) => !isSet(at(container, "resources", bound, resource)))
          .map((resource) => ({
            where: dotted([...path, "resources", bound, resource]),
            why: "is missing, so that the plan's capacity doesn't hold",
            wayOut: "take the number from the plan",
          })),
      ),
    ),
};

/** Kubernetes learns by itself that a container is stuck, or not ready for traffic. */
export const probes: Rule = {
  id: "probes",
  judge: (pod) =>
    containersOf(pod)
      .filter(({ list, sidecar }) => pod.longRunning && (list === "containers" || sidecar))
      .flatMap(({ container, path }) =>
        ["livenessProbe", "readinessProbe"]
          .filter((probe) => !isSet(at(container, probe)))
          .map((probe) => ({
            where: dotted([...path, probe]),
            why: "is missing on a container that is meant to stay",
            wayOut: "declare the probe with the service",
          })),
      ),
};

/** Whoever breaks in finds nothing to write on. */
export const readOnlyRoot: Rule = {
  id: "read-only-root",
  judge: (pod) =>
    containersOf(pod).flatMap(({ container, path }) => {
      const value = at(container, "securityContext", "readOnlyRootFilesystem");
      return value === true
        ? []
        : [
            {
              where: dotted([...path, "securityContext", "readOnlyRootFilesystem"]),
              ...(value === undefined ? {} : { value }),
              why: "leaves the container's own files open to change",
              wayOut: "set it to true, or annotate bestek.eu/exception-read-only-root with the reason",
            },
          ];
    }),
};

/** No capability at all, where "restricted" would let one through. */
export const noCapabilities: Rule = {
  id: "capabilities",
  judge: (pod) =>
    containersOf(pod).flatMap(({ container, path }) =>
      capabilities(container, "add").map((name) => ({
        where: dotted([...path, "securityContext", "capabilities", "add"]),
        value: name,
        why: "gives the container a capability",
        wayOut: "listen above port 1023, or annotate bestek.eu/exception-capabilities with the reason",
      })),
    ),
};
