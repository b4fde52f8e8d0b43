import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { mistakesOf } from "../environments/schema/mistakes";
import { label } from "../environments/schema/text";
import { Refusal, type Mistake } from "../language";
import type { Outcome } from "./outcome";
import { findInstallation } from "./package-root";

export interface NewRequest {
  readonly workingFolder: string;
  /** Where the repository comes to stand; missing or empty. */
  readonly folder: string;
  /** Name of its first environment. Default: the folder's own name. */
  readonly name?: string | undefined;
}

export interface NewRepository {
  readonly format: "bestek.new/1";
  readonly folder: string;
  readonly name: string;
  /** Files below the folder. */
  readonly files: readonly string[];
}

/** Templates and where each one goes. They bear the ending `.template`, so that no tool takes them for its own. */
const targets = {
  "environment.ts.template": (name: string) => `environments/${name}.ts`,
  "package.json.template": () => "package.json",
  "tsconfig.json.template": () => "tsconfig.json",
  "cdktf.json.template": () => "cdktf.json",
  "cdk8s.yaml.template": () => "cdk8s.yaml",
  "gitignore.template": () => ".gitignore",
  "deploy.yml.template": () => ".forgejo/workflows/deploy.yml",
  "README.md.template": () => "README.md",
} as const;

/** Writes a customer's repository: one page of facts to fill in, and what it takes to synthesize, check and deploy it. */
export function newRepository(request: NewRequest): Outcome<NewRepository> {
  const folder = resolve(request.workingFolder, request.folder);
  const name = request.name ?? basename(folder);
  const mistakes = [...nameMistakes(name, request), ...folderMistakes(folder, request.folder)];
  if (mistakes.length > 0) throw new Refusal(`repository "${request.folder}"`, mistakes);

  const installation = findInstallation();
  const words = { name, bucket: bucketName(name), version: installation.version, projectId: projectId(name) };
  const files = Object.entries(targets).map(([template, target]) => {
    const file = target(name);
    const text = readFileSync(join(installation.folder, "templates", template), "utf8");
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), fill(text, words));
    return file;
  });
  return {
    exitCode: 0,
    data: { format: "bestek.new/1", folder, name, files: files.sort() },
    lines: [
      `✔ ${request.folder}: a repository for environment "${name}"`,
      ...files.map((file) => `  ${file}`),
      "",
      "Next:",
      `  cd ${request.folder} && npm install`,
      `  npx bestek plan ${name}`,
      `  edit environments/${name}.ts, then npm run synth`,
    ],
  };
}

function nameMistakes(name: string, request: NewRequest): readonly Mistake[] {
  const parsed = label.safeParse(name);
  if (parsed.success) return [];
  const where = request.name === undefined ? "folder" : "--name";
  return mistakesOf(parsed.error, name).map((mistake) => ({ ...mistake, where, value: name }));
}

function folderMistakes(folder: string, written: string): readonly Mistake[] {
  if (!existsSync(folder)) return [];
  const isFolder = statSync(folder).isDirectory();
  // A repository that git has just made is as good as empty.
  const holds = isFolder ? readdirSync(folder).filter((entry) => entry !== ".git") : [];
  return isFolder && holds.length === 0
    ? []
    : [
        {
          where: "folder",
          value: written,
          why: isFolder ? `is not empty: it holds ${holds.sort().slice(0, 3).join(", ")}` : "is a file",
          wayOut: "name a folder that does not exist yet",
        },
      ];
}

const fill = (text: string, words: Readonly<Record<string, string>>): string =>
  Object.entries(words).reduce((filled, [word, value]) => filled.replaceAll(`{{${word}}}`, value), text);

/** A bucket's name is a label of at most 32 characters, as long as an environment's own. */
const bucketName = (name: string): string => `${name.slice(0, 32 - "-state".length)}-state`;

/** The same name gives the same id, in the notation of a version 5 UUID. */
function projectId(name: string): string {
  const digest = createHash("sha1").update(`bestek:${name}`).digest("hex");
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join("-");
}
