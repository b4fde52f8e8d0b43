import { Refusal, type Mistake } from "../../language";

/** Where a language model computes. */
export type Inference =
  /** On the processors of the environment's own nodes: slow, and at every cloud. */
  | {
      readonly kind: "cpu";
      /** Servers of the language model, each for four people at a time; the others wait. */
      readonly servers: number;
    }
  /** On graphics processors: refused until nodes that have them are planned. */
  | { readonly kind: "gpu" };

/** Tokens read and written in a minute; who has used them up is refused until the next. */
export interface TokenQuota {
  readonly person: number;
  /** All people of one organisation together. */
  readonly organisation: number;
}

/** What an organisation decides about its AI. */
export interface AiRules {
  readonly inference: Inference;
  readonly tokensPerMinute: TokenQuota;
}

/** The rules, or a Refusal that lists every one that can't be kept. */
export function checkedAiRules(rules: AiRules): AiRules {
  const mistakes = [...inferenceMistakes(rules.inference), ...quotaMistakes(rules.tokensPerMinute)];
  if (mistakes.length > 0) throw new Refusal(`suite "noveu"`, mistakes);
  return rules;
}

function inferenceMistakes(inference: Inference): Mistake[] {
  switch (inference.kind) {
    case "cpu":
      return wholeNumber("ai.inference.servers", inference.servers);
    case "gpu":
      return [
        {
          where: "ai.inference",
          value: "gpu",
          why: "asks for graphics processors: OVHcloud has none in its regions of three data centres, and no cloud's are planned here yet",
          wayOut: 'choose kind "cpu", or leave ai out; a second cluster beside such machines is work to come',
        },
      ];
  }
}

function quotaMistakes({ person, organisation }: TokenQuota): Mistake[] {
  return [
    ...wholeNumber("ai.tokensPerMinute.person", person),
    ...wholeNumber("ai.tokensPerMinute.organisation", organisation),
    ...(organisation < person
      ? [
          {
            where: "ai.tokensPerMinute.organisation",
            value: organisation,
            why: `is less than one person's ${String(person)}`,
            wayOut: "give the organisation at least as much as one person",
          },
        ]
      : []),
  ];
}

const wholeNumber = (where: string, value: number): Mistake[] =>
  Number.isSafeInteger(value) && value > 0
    ? []
    : [{ where, value, why: "is not a whole number above zero", wayOut: "name one, such as 3" }];
