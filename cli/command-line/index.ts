import { Command } from "commander";
import type { Commands } from "../commands";
import type { Invocation } from "../invocation";
import { addAudit } from "./audit";
import { text, type CommandLine } from "./command-line";
import { addCredential } from "./credential";
import { addDrift } from "./drift";
import { addImages } from "./images";
import { addLock } from "./lock";
import { addManifests } from "./manifests";
import { addMove } from "./move";
import { addNew } from "./new";
import { addPlan } from "./plan";
import { addPreflight } from "./preflight";
import { addRegions } from "./regions";
import { addRetire } from "./retire";
import { addReview } from "./review";
import { addSimulate } from "./simulate";
import { addSize } from "./size";
import { addState } from "./state";
import { addSynth } from "./synth";
import { addUpgrade } from "./upgrade";

/** The whole command line with its help. It throws commander's error on wrong use, and whatever a command throws. */
export function commandLine(
  invocation: Invocation,
  commands: Commands,
  version: string,
  report: CommandLine["report"],
): Command {
  const { screen } = invocation;
  const program = new Command("bestek")
    .description("One page of facts about a customer becomes a plan, Terraform, Kubernetes and proof.")
    .version(version, "--version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .option("--verbose", "print where an error arose")
    .exitOverride()
    .configureOutput({ writeOut: screen.write, writeErr: screen.complain })
    .addHelpText("after", text("", ...firstSteps));
  const add: CommandLine["add"] = (definition, description, examples) =>
    program
      .command(definition)
      .description(description)
      .option("--verbose", "print where an error arose")
      .addHelpText("after", text("", "Examples:", ...examples.map((example) => `  ${example}`)));
  const line: CommandLine = { invocation, commands, report, add };
  addNew(line);
  addRegions(line);
  addSize(line);
  addPlan(line);
  addSynth(line);
  addAudit(line);
  addSimulate(line);
  addPreflight(line);
  addState(line);
  addDrift(line);
  addImages(line);
  addReview(line);
  addLock(line);
  addMove(line);
  addUpgrade(line);
  addRetire(line);
  addManifests(line);
  addCredential(line);
  return program;
}

const firstSteps = [
  "First steps:",
  "  bestek new gemeente-zuid",
  "  bestek plan gemeente-zuid",
  "  bestek synth",
  "",
  "Exit codes: 0 everything holds, 1 a finding or a refusal, 2 wrong use, 3 a program that bestek does not bring is missing,",
  "130 and 143 it was interrupted.",
];
