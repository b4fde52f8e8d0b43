import type { Derived } from "../language";
import type { Dimension } from "./packing";
import type { Binding } from "./pool-size";

/** Why a pool of this many nodes in each zone is not smaller; `least` is the smallest pool that is ever planned. */
export function bindingInWords(binding: Binding, nodesPerZone: number, least: Pick<Derived, "because">): string {
  const fewer = `with ${String(nodesPerZone - 1)} in each zone`;
  switch (binding.kind) {
    case "minimum":
      return `fewer are never planned: ${least.because}`;
    case "normal":
      return `${fewer} ${lackInWords(binding.lacks)}`;
    case "zone-loss":
      return `${fewer} ${lackInWords(binding.lacks)} after losing a zone`;
  }
}

function lackInWords(lacks: Dimension): string {
  switch (lacks) {
    case "cpu":
      return "processor runs out";
    case "memory":
      return "memory runs out";
    case "volumes":
      return "places for volumes run out";
    case "pods":
      return "places for pods run out";
    case "spread":
      return "pods of one kind would crowd a zone or a node";
  }
}
