import { mkdirSync, mkdtempSync, readdirSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { synthesizeSamples } from "../../terraform/harness/synthesize";
import { parts } from "../parts";
import { crowdedAmong, synthesizeWithFewTenants } from "./few-tenants";
import { makeParts } from "./make-parts";
import { fewVariable, isWanted, outputVariable, synthesizedEnvironments } from "./synthesized";
import { madeVariable } from "./tear-down";

/** Runs once before all tests of this tier; says what can't be had. */
export default async function setUp(): Promise<void> {
  await makeParts(parts);
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-live-"));
  process.env[madeVariable] = folder;
  const given = process.env[outputVariable];
  const names = given === undefined ? definedSamples().filter(isWanted) : synthesizedEnvironments();
  const crowded = crowdedAmong(names, given ?? repository);
  const few = join(folder, "few");
  mkdirSync(join(few, "out"), { recursive: true });
  synthesizeWithFewTenants(few, crowded);
  process.env[fewVariable] = few;
  if (given !== undefined) return;
  const all = join(folder, "all");
  mkdirSync(join(all, "out"), { recursive: true });
  const others = names.filter((name) => !crowded.some((one) => one.name === name));
  if (others.length > 0) synthesizeSamples(all, others);
  process.env[outputVariable] = all;
}

const repository = resolve(__dirname, "../../..");

const definedSamples = (): readonly string[] =>
  readdirSync(join(repository, "environments"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length));
