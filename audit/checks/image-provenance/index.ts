import { pen, type Check, type Verdict } from "../../check";
import type { Facts } from "../../facts";
import { billVerdicts } from "./bill";
import { constraintVerdicts } from "./constraint";
import { digestVerdicts } from "./digests";

const id = "image-provenance";
const ours = pen(id);

/** Whoever runs the platform can say what it is made of, and what runs is what was copied and verified. */
export const imageProvenance: Check = {
  id,
  title:
    "Images are named and admitted by the digest they were copied by, and the bill of materials lists what is used, and no more",
  controls: ["A.5.21", "A.8.8"],
  judge: (facts) => (isEmpty(facts) ? [] : verdicts(facts)),
};

const verdicts = (facts: Facts): readonly Verdict[] => [
  ...billVerdicts(facts, ours),
  ...digestVerdicts(facts, ours),
  ...constraintVerdicts(facts, ours),
];

const isEmpty = ({ terraform, kubernetes, footprints }: Facts): boolean =>
  [terraform, kubernetes, footprints].every((facts) => Object.keys(facts).length === 0);
