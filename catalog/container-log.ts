import { figure, mebibytes } from "../language";

/** Size at which a node begins a new file for what a container writes; it keeps some of the old ones, for a person to look at. */
export const containerLog = figure(
  mebibytes(10),
  "log of one container that its node keeps before it begins a new file",
  {
    kind: "documentation",
    ref: "Kubernetes, KubeletConfiguration v1beta1: containerLogMaxSize is 10Mi unless the cloud says otherwise, and a cloud may keep more",
    date: "2026-11-21",
  },
);
