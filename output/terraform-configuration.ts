import { writeFileSync } from "node:fs";

/**
 * Writes the settings with which Terraform and OpenTofu take every provider from `providerMirror` and none from anywhere
 * else: a mirror that is named alone leaves no direct way. They are used by naming the file in TF_CLI_CONFIG_FILE.
 */
export function writeTerraformConfiguration(file: string, providerMirror: string): void {
  writeFileSync(file, terraformConfiguration(providerMirror));
}

const terraformConfiguration = (providerMirror: string): string => `provider_installation {
  network_mirror {
    url = "${providerMirror}"
  }
}
`;
