import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { loadEnvironment } from "../../../cli/load-environments";
import { repositoriesOf, synthesizedSamples } from "../../samples/synthesized-samples";
import { answersOfAnotherAccount, goodAnswers } from "./answers";
import { findCore } from "./core";
import { addressOf, buildStandIn, installMirror, nameOf, writeCliConfiguration } from "./provider-mirror";
import { findSchemas, howToGetSchemas, schemaVersions } from "./provider-schemas";
import { sampleStacks } from "./sample-stacks";
import { readStack, type Stack } from "./stack";
import type { Sample, Tier } from "./tier";
import { trimSchemas } from "./trimmed-schemas";

/** Finds what this tier needs, compiles and installs the stand-in, and synthesizes below `work` the samples that nobody has synthesized. */
export async function prepare(work: string): Promise<Tier> {
  const core = findCore();
  const all = findSchemas(process.env);
  const hasGo = spawnSync("go", ["version"]).status === 0;
  if (core === undefined || all === undefined || !hasGo) {
    return {
      kind: "missing",
      reasons: [
        ...(core === undefined ? ["neither terraform nor tofu is on the PATH"] : []),
        ...(all === undefined ? [howToGetSchemas] : []),
        ...(hasGo ? [] : ["go is not on the PATH: the stand-in provider can't be compiled"]),
      ],
    };
  }
  const samples = await Promise.all([...repositoriesOf(synthesizedSamples(work))].map(readSample));
  const stacks = samples.flatMap((sample) => sample.stacks.map(({ folder }) => readStack(folder)));
  const served = join(work, "schemas");
  mkdirSync(served);
  trimSchemas(all, served, stacks);
  const versions = schemaVersions(all);
  const mirror = join(work, "mirror");
  installMirror(mirror, buildStandIn(), requiredProviders(stacks, core.host, versions));
  const cliConfiguration = join(work, "terraform.rc");
  writeCliConfiguration(cliConfiguration, mirror);
  return {
    kind: "ready",
    core,
    work,
    schemas: { all, served },
    mirror,
    cliConfiguration,
    versions: { ...versions },
    samples,
  };
}

async function readSample([name, repository]: readonly [string, string]): Promise<Sample> {
  const environment = await loadEnvironment(repository, name);
  return {
    name,
    repository,
    stacks: sampleStacks(repository, name),
    tenants: environment.tenancy.kind === "shared" ? Object.keys(environment.tenancy.tenants) : [],
    answers: { own: goodAnswers(environment), another: answersOfAnotherAccount(environment) },
  };
}

function requiredProviders(stacks: readonly Stack[], host: string, versions: Readonly<Record<string, string>>) {
  const required = stacks.flatMap(({ terraform }) => Object.values(terraform.required_providers));
  return required.map(({ source, version }) => {
    const address = addressOf(source, host);
    const name = nameOf(address);
    return { name, address, version: versions[name] ?? version };
  });
}
