import type { Facts } from "../../facts";
import type { Judgement } from "./judgement";

/** Charts of others must be taken from the mirror; those of our own lie in the stack's folder. */
export const chartFindings = ({ releases }: Facts, mirror: string): readonly Judgement[] =>
  Object.entries(releases)
    .filter(([, { carried }]) => carried === undefined)
    .map(([object, { chart, repository }]) => {
      const reference = [repository, chart].filter((part) => part !== undefined).join("/");
      return {
        object,
        failures: reference.startsWith(`oci://${mirror}/`)
          ? []
          : [
              {
                where: "repository",
                value: reference,
                why: `is not the mirror ${mirror}`,
                wayOut: "take the chart from the mirror",
              },
            ],
      };
    });
