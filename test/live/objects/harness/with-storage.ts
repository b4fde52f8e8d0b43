import { notTried } from "../../harness/not-tried";
import { withParts } from "../../harness/with-parts";
import { rclone, rclonePrograms } from "../../parts/rclone";
import { installMoto } from "../../../terraform/harness/moto";
import { Storage } from "./storage";

/** What tests of scripts work with: a storage that is empty at first, and the folder of the real rclone. */
export interface WithStorage {
  readonly storage: () => Storage;
  readonly programs: readonly string[];
}

/** Declares tests of scripts that take rclone to a storage. */
export function withStorage(title: string, declare: (having: WithStorage) => void): void {
  const missing = installMoto();
  if (missing !== undefined) {
    notTried(title, missing);
    return;
  }
  withParts(title, { rclone }, (folderOf) => {
    let storage: Storage | undefined;
    beforeAll(async () => {
      storage = await Storage.start();
    });
    afterAll(() => {
      storage?.stop();
    });
    declare({
      storage: () => {
        if (storage === undefined) throw new Error("the storage does not run yet");
        return storage;
      },
      programs: [rclonePrograms(folderOf("rclone"))],
    });
  });
}
