import { join } from "node:path";
import { withParts } from "../../live/harness/with-parts";
import { engines } from "./engines";

/** Declares tests that need the engines; where they are missing, see `withParts`. */
export function withEngines(
  title: string,
  declare: (programs: Readonly<Record<"gator" | "opa", string>>) => void,
): void {
  withParts(title, { engines }, (folderOf) => {
    const folder = folderOf("engines");
    declare({ gator: join(folder, "gator"), opa: join(folder, "opa") });
  });
}
