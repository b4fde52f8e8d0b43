import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderHash } from "../../stacks/folder-hash";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bestek-hash-"));
  mkdirSync(join(folder, "objects"));
  writeFileSync(join(folder, "Chart.yaml"), "name: mail\n");
  writeFileSync(join(folder, "objects", "a.yaml"), "kind: A\n");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test.each<readonly [string, () => void]>([
  [
    "content",
    () => {
      writeFileSync(join(folder, "Chart.yaml"), "name: other\n");
    },
  ],
  [
    "a file's name",
    () => {
      renameSync(join(folder, "objects", "a.yaml"), join(folder, "objects", "b.yaml"));
    },
  ],
  [
    "a new file",
    () => {
      writeFileSync(join(folder, "objects", "b.yaml"), "");
    },
  ],
])("%s changes the hash", (_, change) => {
  const before = folderHash(folder);
  change();
  expect(folderHash(folder)).not.toBe(before);
});

test.each<readonly [string, () => void]>([
  [
    "permissions",
    () => {
      chmodSync(join(folder, "Chart.yaml"), 0o600);
    },
  ],
  [
    "times",
    () => {
      utimesSync(join(folder, "Chart.yaml"), 1, 1);
    },
  ],
])("%s do not", (_, change) => {
  const before = folderHash(folder);
  change();
  expect(folderHash(folder)).toBe(before);
});
