import { join } from "node:path";
import { controlPlanePart, kubernetesModule, kwokPart } from "../../../simulation/kubernetes/parts";
import { goPart } from "../../../simulation/parts/go-part";

const repository = join(__dirname, "../../..");

export const controlPlane = controlPlanePart(repository);

export const kwok = kwokPart(repository);

/** Of the versions 3, the last whose client is that of Kubernetes 1.35. */
export const helm = goPart({
  name: "helm",
  module: kubernetesModule(repository),
  programs: { helm: "helm.sh/helm/v3/cmd/helm" },
});
