/** Facts of a small environment as an architect writes them; each can be replaced by other text. */
const facts = {
  stage: '"production"',
  suite: "noveu()",
  users: '{ count: 500, usage: "measured" }',
  tenancy: 'dedicated({ customer: "Zuid", domain: "zuid.example.eu" })',
  site: 'ovh({ region: "EU-WEST-PAR", project: "0".repeat(32), network: "10.20.0.0/16", operators: ["203.0.113.0/28"] })',
  runner: '{ network: "198.51.100.7/32" }',
  recovery: 'backupRestore({ offsite: "GRA" })',
  dns: '{ kind: "provider-zone", zone: "example.eu" }',
  registry: '{ mirror: "registry.example.eu", pullSecret: "registry-pull" }',
  state: '{ bucket: "zuid-state", region: "DE" }',
  certificates: '{ contact: "platform@example.eu" }',
} as const;

/** Changed facts, and others added, in TypeScript. */
export type Changes = Partial<Record<keyof typeof facts, string>> & Readonly<Record<string, string>>;

/** What tests of commands leave out of the suite, so that the next synthesis of many takes half as long. */
const leftOut = ["chat", "config", "files", "ops", "portal"];

/** A suite of mail and what it needs, but for what else is left out. */
export const smallSuite = (...without: readonly string[]): string =>
  `noveu({ without: ${JSON.stringify([...leftOut, ...without])} })`;

/** The text of a file that exports one environment. */
export const page = (name: string, changes: Changes = {}): string =>
  [
    'import { backupRestore, dedicated, defineEnvironment, noveu, ovh, stage, warmStandby } from "bestek";',
    "",
    "export default defineEnvironment({",
    `  name: ${JSON.stringify(name)},`,
    ...Object.entries({ ...facts, ...changes }).map(([fact, text]) => `  ${fact}: ${text},`),
    "});",
    "",
  ].join("\n");
