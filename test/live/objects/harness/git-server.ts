import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import {
  fetchScript,
  gitFolders,
  hookScript,
  restoreScript,
  saveScript,
} from "../../../../suites/platform/git-scripts";
import { runToEnd, type Ended } from "./ended";

export interface GitServerProps {
  readonly programs: readonly string[];
  readonly storage: string;
  readonly bucket: string;
  /** Changes the scripts: how a test sabotages them. */
  readonly changed?: (text: string) => string;
}

/** Folders of the server of Git, without the server: what its scripts do with repositories and their bundles. */
export class GitServer {
  private readonly folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-bundles-"));

  constructor(private readonly props: GitServerProps) {
    for (const at of [gitFolders.files, gitFolders.run, gitFolders.data]) mkdirSync(this.here(at), { recursive: true });
    for (const [name, text] of Object.entries({ "save.sh": saveScript, "hook.sh": hookScript }))
      writeFileSync(join(this.here(gitFolders.files), name), this.script(text));
    const exported = Object.entries(this.remote()).map(([name, value]) => `export ${name}='${value}'\n`);
    writeFileSync(join(this.here(gitFolders.run), "store"), exported.join(""));
  }

  /** The preparation of the pod: every bundle is fetched, and repositories are made of them. */
  async begin(): Promise<Ended> {
    const fetched = await this.run(this.script(fetchScript), this.remote());
    return fetched.status === 0 ? this.run(this.script(restoreScript)) : fetched;
  }

  /** Somebody pushes a commit; the hook has the repository saved. */
  push(repository: string, text: string): Promise<Ended> {
    const at = this.at(repository);
    return this.run(
      [
        "set -eu",
        `[ -d "${at}" ] || git init --quiet --bare --initial-branch=main "${at}"`,
        `tree="$(git -C "${at}" mktree </dev/null)"`,
        `parent="$(git -C "${at}" rev-parse --quiet --verify main || true)"`,
        `commit="$(git -C "${at}" commit-tree "$tree" \${parent:+-p "$parent"} -m "${text}")"`,
        `git -C "${at}" update-ref refs/heads/main "$commit"`,
        `sh ${this.here(gitFolders.files)}/save.sh "${at}"`,
      ].join("\n"),
    );
  }

  /** Subjects of a repository's commits, the newest first. */
  async log(repository: string): Promise<readonly string[]> {
    const { said } = await this.run(`git -C "${this.at(repository)}" log --format=%s main`);
    return said.trim().split("\n");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private at(repository: string): string {
    return `${this.here(gitFolders.repositories)}/${repository}.git`;
  }

  private remote(): Readonly<Record<string, string>> {
    const settings = {
      TYPE: "s3",
      PROVIDER: "Other",
      ENDPOINT: this.props.storage,
      REGION: "us-east-1",
      FORCE_PATH_STYLE: "true",
      NO_CHECK_BUCKET: "true",
      ACCESS_KEY_ID: "a",
      SECRET_ACCESS_KEY: "b",
    };
    return {
      STORE_BUCKET: this.props.bucket,
      ...Object.fromEntries(
        Object.entries(settings).map(([name, value]) => [`RCLONE_CONFIG_STORE_${name}`, value] as const),
      ),
    };
  }

  private script(text: string): string {
    return this.here((this.props.changed ?? ((same) => same))(text));
  }

  private here(text: string): string {
    return [gitFolders.files, gitFolders.run, gitFolders.data].reduce(
      (changed, folder) => changed.replaceAll(folder, join(this.folder, folder)),
      text,
    );
  }

  private run(script: string, variables: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const people = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.eu", GIT_COMMITTER_NAME: "a" };
    const env = {
      PATH: [...this.props.programs, process.env["PATH"] ?? ""].join(delimiter),
      HOME: this.folder,
      GIT_COMMITTER_EMAIL: "a@example.eu",
      ...people,
      ...variables,
    };
    return runToEnd("sh", ["-c", script], env);
  }
}
