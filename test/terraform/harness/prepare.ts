import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { loadAllEnvironments } from "../../../cli/load-environments";
import { answersOfAnotherAccount, goodAnswers } from "./answers";
import { findCore } from "./core";
import { addressOf, buildStandIn, installMirror, nameOf, writeCliConfiguration } from "./provider-mirror";
import { findSchemas, howToGetSchemas, schemaVersions } from "./provider-schemas";
import { readStack, type Stack } from "./stack";
import { synthesizeSamples } from "./synthesize";
import type { Tier } from "./tier";
import { trimSchemas } from "./trimmed-schemas";

/** Finds what this tier needs, compiles and installs the stand-in, and synthesizes every sample below `work`. */
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
  const repository = join(work, "repository");
  const synthesized = synthesizeSamples(repository);
  const environments = await loadAllEnvironments(repository);
  const samples = synthesized.map(({ name, stacks }) => {
    const loaded = environments.find(({ environment }) => environment.name === name);
    if (loaded === undefined) throw new Error(`no environment is called ${name}`);
    const { environment } = loaded;
    const tenants = environment.tenancy.kind === "shared" ? Object.keys(environment.tenancy.tenants) : [];
    return {
      name,
      stacks,
      tenants,
      answers: { own: goodAnswers(environment), another: answersOfAnotherAccount(environment) },
    };
  });
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
    repository,
    schemas: { all, served },
    mirror,
    cliConfiguration,
    versions: { ...versions },
    samples,
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
