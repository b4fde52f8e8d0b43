import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { runCore, type Ended } from "./core";
import type { Moto } from "./moto";
import { writeCliConfiguration } from "./provider-mirror";
import type { ReadyTier } from "./tier";

/** Version of the real provider that these tests are written for. */
export const awsVersion = "5.100.0";

/** Variable that names a filesystem mirror with the real provider. */
export const mirrorVariable = "BESTEK_PROVIDER_MIRROR";

const usual = [
  join(homedir(), ".terraform.d/plugins"),
  join(homedir(), ".local/share/terraform/plugins"),
  "/usr/local/share/terraform/plugins",
  "/usr/share/terraform/plugins",
  "/opt/tf-plugins",
];

const folderInMirror = `registry.terraform.io/hashicorp/aws/${awsVersion}`;

/** Mirrors that were looked into for the real provider. */
export const mirrorsLookedInto = (): readonly string[] => {
  const named = process.env[mirrorVariable];
  return named === undefined ? usual : [named];
};

/** The filesystem mirror that holds the real AWS provider; undefined on a machine without one. */
export const findRealAws = (): string | undefined =>
  mirrorsLookedInto().find((folder) => existsSync(join(folder, folderInMirror)));

/** The real provider at work on moto: states too lie in its buckets, where the product keeps them. */
export class RealAws {
  private readonly cliConfiguration: string;

  constructor(
    private readonly tier: Pick<ReadyTier, "core">,
    private readonly folder: string,
    private readonly moto: Moto,
    mirror: string,
  ) {
    mkdirSync(folder, { recursive: true });
    this.cliConfiguration = join(folder, "terraform.rc");
    writeCliConfiguration(this.cliConfiguration, mirror);
  }

  /** A folder with a stack's configuration in it; only the provider's version is relaxed. */
  put(name: string, configuration: object, assets?: string): string {
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(configuration, null, 2));
    const aws = { source: "hashicorp/aws", version: awsVersion };
    writeFileSync(
      join(folder, "versions_override.tf.json"),
      JSON.stringify({ terraform: { required_providers: { aws } } }),
    );
    if (assets !== undefined && existsSync(assets) && !existsSync(join(folder, "assets"))) {
      symlinkSync(assets, join(folder, "assets"));
    }
    return folder;
  }

  /** Lets go of what the product protects, so that it can be destroyed. */
  release(folder: string, overrides: object): void {
    writeFileSync(join(folder, "release_override.tf.json"), JSON.stringify(overrides));
  }

  run(folder: string, ...words: readonly string[]): Promise<Ended> {
    const variables = {
      TF_CLI_CONFIG_FILE: this.cliConfiguration,
      AWS_ENDPOINT_URL: this.moto.url,
      AWS_ACCESS_KEY_ID: "nobody",
      AWS_SECRET_ACCESS_KEY: "nothing",
      AWS_EC2_METADATA_DISABLED: "true",
    };
    return runCore(this.tier.core, folder, variables, [...words, "-no-color"]);
  }
}
