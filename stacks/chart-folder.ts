import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { join, posix } from "node:path";
import { folderHash } from "./folder-hash";
import { linkFolder } from "./link-folder";

/**
 * A written chart inside the stack that installs it, laid out as cdktf's `TerraformAsset` does, which would copy it file by file. The
 * path carries the hash of the content, so that a plan shows exactly the releases whose content changed.
 */
export class ChartFolder extends Construct {
  /** From the stack's own folder. */
  readonly path: string;

  constructor(
    scope: Construct,
    id: string,
    /** Absolute path of the chart as it was written. */
    private readonly source: string,
  ) {
    super(scope, id);
    this.path = posix.join("assets", TerraformStack.of(this).getLogicalId(this.node), folderHash(source));
  }

  /** Puts the chart into the folder of the synthesized stack. */
  carryInto(stackFolder: string): void {
    linkFolder(this.source, join(stackFolder, this.path));
  }
}
