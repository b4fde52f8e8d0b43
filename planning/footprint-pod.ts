import { footprints } from "../catalog";
import { quantity, type Derived, type Footprint, type FootprintPod } from "../language";
import { figureId, type Ledger } from "./ledger";

/** A pod of a footprint that planning counts on; throws a plain error where the catalogue no longer has it. */
export function footprintPod(component: string, pod: string): FootprintPod {
  const found = footprints[component]?.pods[pod];
  if (found === undefined) throw new Error(`the catalogue has no footprint pod ${component}/${pod}`);
  return found;
}

/** Enters what one pod of a footprint requests. */
export function footprintRequests(
  ledger: Ledger,
  component: string,
  name: string,
  pod: FootprintPod,
): { readonly cpu: Derived<"millicores">; readonly memory: Derived<"MiB"> } {
  return {
    cpu: ledger.figure(figureId(component, name, "cpu"), pod.cpu),
    memory: ledger.figure(figureId(component, name, "memory"), pod.memory),
  };
}

/** Enters a fixed count of pods as a figure of its footprint. */
export const fixedCount = (
  ledger: Ledger,
  { component, title }: Pick<Footprint, "component" | "title">,
  pod: string,
  count: number,
  date: string,
): Derived<"pods"> =>
  ledger.figure(figureId(component, pod, "pods"), {
    ...quantity(count, "pods"),
    meaning: `pods of ${title}, ${pod}`,
    source: { kind: "decision", ref: `footprint of ${component} in the catalogue`, date },
  });
