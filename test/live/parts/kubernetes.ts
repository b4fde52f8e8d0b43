import { join } from "node:path";
import { controlPlanePart, kwokPart } from "../../../simulation/kubernetes/parts";
import { goPart } from "../../../simulation/parts/go-part";

const repository = join(__dirname, "../../..");

export const controlPlane = controlPlanePart(repository);

export const kwok = kwokPart(repository);

/** Of the versions 3, the last whose libraries are those of the API server above: built together they cost seconds. */
export const helm = goPart({
  name: "helm",
  module: join(__dirname, "helm"),
  programs: { helm: "helm.sh/helm/v3/cmd/helm" },
});
