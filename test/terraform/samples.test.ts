import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { burnable } from "./harness/burns";
import { withTier } from "./harness/tier";

withTier("the samples", (tier) => {
  test.each(tier.samples.map(({ name }) => [name]))("%s is deployed by a test of its own", (name) => {
    expect(existsSync(join(__dirname, "samples", `${name}.test.ts`))).toBe(true);
  });

  test("some sample has a standby that can take over", () => {
    expect(tier.samples.filter((sample) => burnable(sample) !== undefined)).not.toEqual([]);
  });

  test("nothing that relaxes a stack is part of the product", () => {
    for (const { stacks } of tier.samples) {
      for (const { folder } of stacks) {
        expect(readdirSync(folder).filter((file) => file.includes("override"))).toEqual([]);
      }
    }
  });
});
