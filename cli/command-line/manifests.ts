import { readNames } from "../arguments";
import { withJson, type CommandLine, type JsonOption } from "./command-line";

export function addManifests({ add, commands, invocation: { workingFolder, variables }, report }: CommandLine): void {
  withJson(
    add("manifests [environment...]", "Write the Kubernetes objects alone, as cdk8s and kubectl want them.", [
      "bestek manifests noveu-zuid",
      "kubectl apply --recursive -f cdk8s.out/noveu-zuid/eu-west-par",
    ]),
  )
    .option("--out <folder>", "manifests; also CDK8S_OUTDIR", variables["CDK8S_OUTDIR"] ?? "cdk8s.out")
    .action(async (names: string[], { out, json }: JsonOption & { readonly out: string }) => {
      const { manifests } = await commands.manifests();
      const environments = names.length > 0 ? names : readNames(variables["BESTEK_ENVIRONMENT"]);
      report(await manifests({ workingFolder, environments, out }), json === true);
    });
}
