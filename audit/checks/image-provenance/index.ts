import { pen, type Check } from "../../check";
import { billVerdicts } from "./bill";

const id = "image-provenance";
const ours = pen(id);

/** Whoever runs the platform can say what it is made of, and what runs is what was copied and verified. */
export const imageProvenance: Check = {
  id,
  title: "The bill of materials lists every image, chart and provider that the files use, and no more",
  controls: ["A.5.21", "A.8.8"],
  judge: (facts) => billVerdicts(facts, ours),
};
