import { z } from "zod";
import { bestek, folderWith } from "../command";
import { page } from "../environment-page";

jest.setTimeout(120_000);

const folder = folderWith({ "environments/zuid.ts": page("zuid") });
const listed = z.object({
  format: z.literal("bestek.preflight/1"),
  needs: z.array(z.object({ id: z.string(), state: z.string(), because: z.string() })),
  policies: z.array(z.object({ cloud: z.string(), actions: z.array(z.string()).min(10) })),
});

beforeAll(async () => {
  expect(await bestek(["synth", "--json"], { folder })).toMatchObject({ exitCode: 0 });
});

test("what is missing ends with 1, and no value of a variable is ever printed", async () => {
  const variables = { PATH: "/nowhere", OVH_CLIENT_ID: "id-value", OVH_CLIENT_SECRET: "secret-value" };
  const { exitCode, output, complaints } = await bestek(["preflight", "zuid"], { folder, variables });
  expect({ exitCode, complaints }).toEqual({ exitCode: 1, complaints: "" });
  expect(output).toContain("✔ credentials of OVHcloud: OVH_CLIENT_ID and OVH_CLIENT_SECRET are set");
  expect(output).toContain("✖ Terraform or OpenTofu >= 1.11.0: missing, not on the path: terraform or tofu");
  expect(output).toMatch(/! EU-WEST-PAR: \d+ nodes \S+, \d+ vCPU, \d+ volumes, [^:]*: unknown, no API is asked/);
  expect(output).toMatch(/\n✖ 1 there, \d+ missing, \d+ unknown\n$/);
  expect(output).not.toMatch(/id-value|secret-value/);
});

test("its JSON holds every need with its state, and the least policies", async () => {
  const { output } = await bestek(["preflight", "zuid", "--json"], { folder, variables: { PATH: "" } });
  const { needs, policies } = listed.parse(JSON.parse(output));
  expect(needs.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      "programs/terraform",
      "programs/bestek",
      "state/zuid-state",
      "names/example.eu",
      "later/VAULT_TOKEN",
    ]),
  );
  expect(new Set(needs.map(({ state }) => state))).toEqual(new Set(["missing", "unknown"]));
  expect(policies.map(({ cloud }) => cloud)).toEqual(["ovh"]);
});

test("--policies prints what an account's owner pastes", async () => {
  const { exitCode, output } = await bestek(["preflight", "zuid", "--policies"], { folder });
  expect(exitCode).toBe(0);
  expect(output).toMatch(/^▸ ovh: .*not yet tried on an account\n/);
  expect(output).toContain('"action": "publicCloudProject:apiovh:kube/*"');
});
