import type { Finding } from "../../check";
import { at, dotted, isObject, listAt } from "../../facts/json";
import { containersOf } from "../../workloads/pod-template";
import { baseline, isSeccomp, maskedProc } from "./baseline";
import {
  capabilities,
  fieldsOf,
  hasUserNamespace,
  holdersOf,
  isWindows,
  onlyAllowed,
  whereIn,
  type Control,
} from "./pod";

const level = 'is forbidden by Pod Security "restricted"';
const required = 'is required by Pod Security "restricted"';

const volumeTypes = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

const volumes: Control = ({ spec, path }) =>
  listAt(spec, "volumes").flatMap((volume, index) =>
    volumeTypes.some((type) => isObject(at(volume, type)))
      ? []
      : [
          {
            where: dotted([...path, "volumes", index]),
            value: (isObject(volume) ? Object.keys(volume).find((key) => key !== "name") : undefined) ?? null,
            why: level,
            wayOut: `use one of: ${volumeTypes.join(", ")}`,
          },
        ],
  );

const privilegeEscalation: Control = (pod) =>
  isWindows(pod)
    ? []
    : containersOf(pod).flatMap((container): Finding[] => {
        const value = at(container.container, "securityContext", "allowPrivilegeEscalation");
        return value === false
          ? []
          : [
              {
                where: whereIn(container, "securityContext", "allowPrivilegeEscalation"),
                ...(value === undefined ? {} : { value }),
                why: value === undefined ? `false ${required}` : level,
                wayOut: "set it to false",
              },
            ];
      });

const nonRoot: Control = (pod) => {
  if (hasUserNamespace(pod)) return [];
  const holders = holdersOf(pod);
  const denied = onlyAllowed(fieldsOf(holders, "runAsNonRoot"), (value) => value === true, level, "set it to true");
  if (denied.length > 0 || at(pod.spec, "securityContext", "runAsNonRoot") === true) return denied;
  return containersOf(pod)
    .filter(({ container }) => at(container, "securityContext", "runAsNonRoot") === undefined)
    .map((container) => ({
      where: whereIn(container, "securityContext", "runAsNonRoot"),
      why: `true, here or on the pod, ${required}`,
      wayOut: "set it to true on the pod",
    }));
};

const notUserZero: Control = (pod) =>
  hasUserNamespace(pod)
    ? []
    : onlyAllowed(
        fieldsOf(holdersOf(pod), "runAsUser"),
        (value) => value !== 0,
        level,
        "name the image's unprivileged user",
      );

const seccomp: Control = (pod) => {
  if (isWindows(pod)) return [];
  const denied = onlyAllowed(
    fieldsOf(holdersOf(pod), "seccompProfile", "type"),
    isSeccomp,
    level,
    'use "RuntimeDefault"',
  );
  if (denied.length > 0 || isSeccomp(at(pod.spec, "securityContext", "seccompProfile", "type"))) return denied;
  return containersOf(pod)
    .filter(({ container }) => at(container, "securityContext", "seccompProfile", "type") === undefined)
    .map((container) => ({
      where: whereIn(container, "securityContext", "seccompProfile", "type"),
      why: `"RuntimeDefault" or "Localhost", here or on the pod, ${required}`,
      wayOut: 'set "RuntimeDefault" on the pod',
    }));
};

const dropsAll: Control = (pod) =>
  isWindows(pod)
    ? []
    : containersOf(pod).flatMap((container): Finding[] => {
        const where = (change: string): string => whereIn(container, "securityContext", "capabilities", change);
        return [
          ...(capabilities(container.container, "drop").includes("ALL")
            ? []
            : [{ where: where("drop"), why: `["ALL"] ${required}`, wayOut: 'set drop to ["ALL"]' }]),
          ...capabilities(container.container, "add")
            .filter((name) => name !== "NET_BIND_SERVICE")
            .map((name) => ({ where: where("add"), value: name, why: level, wayOut: "add none but NET_BIND_SERVICE" })),
        ];
      });

/** Controls of "baseline" whose place a stricter one takes. */
const replaced = ["hostPathVolumes", "capabilities_baseline", "procMount", "seccompProfile_baseline"];

/** The controls of Pod Security "restricted" as Kubernetes 1.35 enforces them: those of "baseline", tightened and more. */
export const restricted: Readonly<Record<string, Control>> = {
  ...Object.fromEntries(Object.entries(baseline).filter(([name]) => !replaced.includes(name))),
  restrictedVolumes: volumes,
  allowPrivilegeEscalation: privilegeEscalation,
  runAsNonRoot: nonRoot,
  runAsUser: notUserZero,
  seccompProfile_restricted: seccomp,
  capabilities_restricted: dropsAll,
  procMount_restricted: (pod) => maskedProc(pod, level),
};
