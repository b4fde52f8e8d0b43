import { Argument } from "commander";
import type { CommandLine } from "./command-line";

interface CredentialOptions {
  readonly project: string;
  readonly cluster: string;
  readonly endpoint: string;
  readonly tokenEndpoint: string;
}

export function addCredential({ add, commands, invocation: { variables }, report }: CommandLine): void {
  add("credential", "Print a cluster's credential; kubectl, Helm and Terraform call this themselves.", [
    "bestek credential ovh --project 0123456789abcdef0123456789abcdef --cluster 01234567-89ab-cdef-0123-456789abcdef",
  ])
    .addArgument(new Argument("<cloud>", "whose cluster it is").choices(["ovh"]))
    .requiredOption("--project <id>", "Public Cloud project")
    .requiredOption("--cluster <id>", "managed cluster")
    .option("--endpoint <url>", "the cloud's API", "https://eu.api.ovh.com/1.0")
    .option("--token-endpoint <url>", "tokens of service accounts", "https://www.ovh.com/auth/oauth2/token")
    .action(async (_cloud: string, { project, cluster, endpoint, tokenEndpoint }: CredentialOptions) => {
      const { credential } = await commands.credential();
      const endpoints = { api: endpoint, tokens: tokenEndpoint };
      report(await credential({ project, cluster, endpoints, variables }), false);
    });
}
