import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";
import { withEngines } from "./harness/with-engines";

const results = z.array(z.object({ name: z.string(), fail: z.boolean().optional(), error: z.unknown().optional() }));

withEngines("OPA", ({ opa }) => {
  const folder = join(__dirname, "../../policies/gateway");

  test("the rules of authorization hold what their own tests say", () => {
    const { stdout } = spawnSync(opa, ["test", "--format=json", folder], { encoding: "utf8" });
    const all = results.parse(JSON.parse(stdout));
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter(({ fail, error }) => fail === true || error !== undefined).map(({ name }) => name)).toEqual([]);
  });

  test("rules are written as OPA writes them", () => {
    const { stdout, status } = spawnSync(opa, ["fmt", "--list", join(folder, "..")], { encoding: "utf8" });
    expect([status, stdout]).toEqual([0, ""]);
  });
});
