import { pen, type Check, type Finding, type Outcome, type Verdict } from "../../check";
import type { Facts, TerraformFact } from "../../facts";
import { at, dotted, foundInTexts, type Json } from "../../facts/json";
import { storagePlaces } from "./place";
import { referencesIn } from "./references";
import { locatedIn, type Located } from "./terraform-places";

const id = "residency";
const ours = pen(id);

const wayOut = "choose an EU region of the catalogue";

/** Everything that has a place has it in a member state of the European Union. */
export const residency: Check = {
  id,
  title: "Every region, zone and object-storage host lies in the European Union",
  controls: ["A.5.23", "A.5.34"],
  judge: (facts) => {
    const stacks = new Stacks(facts.terraform, facts.plan.storage);
    return [
      ...Object.keys(facts.terraform).flatMap((block) => stacks.verdicts(block)),
      ...hostsIn(Object.entries(facts.kubernetes).map(([object, fact]) => [object, fact.object])),
      ...hostsIn(Object.entries(facts.releases).map(([object, { values }]) => [`${object}/values`, values])),
    ];
  },
};

/** Judges blocks once, and follows their references to the blocks that decide. */
class Stacks {
  private readonly outcomes = new Map<string, Outcome>();
  private readonly outputIds = new Map<string, string[]>();

  constructor(
    private readonly blocks: Facts["terraform"],
    private readonly own: Facts["plan"]["storage"],
  ) {
    for (const [id, { address }] of Object.entries(blocks)) {
      if (!address.startsWith("output.")) continue;
      const known = this.outputIds.get(address);
      if (known === undefined) this.outputIds.set(address, [id]);
      else known.push(id);
    }
  }

  verdicts(block: string): readonly Verdict[] {
    const fact = this.blocks[block];
    const located = fact === undefined ? [] : locatedIn(fact, this.own);
    if (fact === undefined || located.length === 0) return [];
    const judged = located.map((part) => ({ part, outcome: this.outcomeOf(part, fact) }));
    return ours.sum(block, {
      failures: judged.filter(({ outcome }) => outcome === "fail").map(({ part }) => failure(part)),
      undecided: judged.filter(({ outcome }) => outcome === "undecided").map(({ part }) => openQuestion(part)),
    });
  }

  private outcomeOf({ place, value }: Located, fact: TerraformFact): Outcome {
    if (place !== undefined) return place.kind === "eu" ? "pass" : "fail";
    return this.followed(value, fact.stack);
  }

  /** A text with references is as good as the worst of what it refers to. */
  private followed(text: string, stack: string): Outcome {
    const outcomes = referencesIn(text).map((reference): Outcome => {
      switch (reference.kind) {
        case "block":
          return this.outcome(`${stack}:${reference.address}`);
        case "stack-output":
          return this.outputs(reference.output);
      }
    });
    if (outcomes.includes("fail")) return "fail";
    return outcomes.length > 0 && outcomes.every((outcome) => outcome === "pass") ? "pass" : "undecided";
  }

  /** Outputs of one name in several stacks: whichever is meant, it is decided only where all agree. */
  private outputs(name: string): Outcome {
    const outcomes = (this.outputIds.get(`output.${name}`) ?? []).map((id) => this.outcome(id));
    const [first = "undecided"] = outcomes;
    return outcomes.every((outcome) => outcome === first) ? first : "undecided";
  }

  /** What a block says of where it stands; undecided where it says nothing. */
  private outcome(block: string): Outcome {
    const known = this.outcomes.get(block);
    if (known !== undefined) return known;
    // A circle of references decides nothing.
    this.outcomes.set(block, "undecided");
    const outcome = this.decide(block);
    this.outcomes.set(block, outcome);
    return outcome;
  }

  private decide(block: string): Outcome {
    const fact = this.blocks[block];
    if (fact === undefined) return "undecided";
    const value = plainValue(fact);
    if (value !== undefined) {
      const [alone] = locatedIn({ ...fact, attributes: { region: value } }, this.own);
      return alone === undefined ? "undecided" : this.outcomeOf(alone, fact);
    }
    const outcomes = locatedIn(fact, this.own).map((part) => this.outcomeOf(part, fact));
    if (outcomes.includes("fail")) return "fail";
    return outcomes.length > 0 && outcomes.every((outcome) => outcome === "pass") ? "pass" : "undecided";
  }
}

/** The text that a variable, local or output stands for. */
function plainValue({ block, attributes }: TerraformFact): string | undefined {
  const value =
    block === "variable"
      ? at(attributes, "default")
      : block === "output"
        ? at(attributes, "value")
        : block === "local"
          ? attributes
          : undefined;
  return typeof value === "string" ? value : undefined;
}

const failure = ({ where, value, place }: Located): Finding => ({
  where,
  value,
  why: place?.kind === "elsewhere" ? place.why : "refers to a place outside the EU, or to an unknown one",
  wayOut,
});

const openQuestion = ({ where, value }: Located): Finding => ({
  where,
  value,
  why: "is known only once the stack is applied",
  wayOut: "write the region itself, or refer to a block that does",
});

/** Objects of the cluster and values of charts speak of places by the hosts of object storage alone. */
const hostsIn = (objects: readonly (readonly [string, Json])[]): readonly Verdict[] =>
  objects.flatMap(([object, json]) => {
    const hosts = foundInTexts(json, (text, path) =>
      storagePlaces(text).map(({ host, place }) => ({ where: dotted(path), value: host, place })),
    );
    return hosts.length === 0
      ? []
      : ours.sum(object, { failures: hosts.filter(({ place }) => place.kind === "elsewhere").map(failure) });
  });
