import type { Facts } from "../facts";
import { textAt } from "../facts/json";
import type { Need } from "./need";

/** The mirror: it must answer and hold everything before a node pulls from it. */
export function registryNeeds({ environment, plan }: Facts): readonly Need[] {
  const mirror = textAt(plan.environment, "mirror") ?? "";
  const providerMirror = textAt(plan.environment, "providerMirror");
  const [host = ""] = mirror.split("/");
  return [
    {
      id: "registry/mirror",
      group: "registry",
      what: `registry ${mirror}, with a copy of every image and chart`,
      readFrom: `https://${host}/v2/`,
      way: `bestek images ${environment} --mirror, then run the script that it writes, with cosign 3 and oras at hand and a login that may push`,
      stacks: [],
      check: { kind: "answer", url: `https://${host}/v2/`, mustExist: false },
    },
    ...(providerMirror === undefined
      ? []
      : [
          {
            id: "registry/providers",
            group: "registry" as const,
            what: "the mirror of Terraform's providers",
            readFrom: providerMirror,
            way: "serve the folder provider-mirror that the copy script fills",
            stacks: [],
            check: { kind: "answer" as const, url: providerMirror, mustExist: false },
          },
          {
            id: "registry/TF_CLI_CONFIG_FILE",
            group: "registry" as const,
            what: "Terraform's settings that name this mirror",
            readFrom: "TF_CLI_CONFIG_FILE",
            way: `export TF_CLI_CONFIG_FILE=$PWD/out/${environment}/terraform.tfrc`,
            stacks: [],
            check: {
              kind: "variables" as const,
              anyOf: [["TF_CLI_CONFIG_FILE"]],
              endingIn: `${environment}/terraform.tfrc`,
            },
          },
        ]),
  ];
}
