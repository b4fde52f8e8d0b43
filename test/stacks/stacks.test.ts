import environment from "../../environments/noveu-zuid";
import { backupRestore } from "../../environments/schema";
import { environmentWith, synthesize, synthesizeAnew, synthesizeWithoutCharts } from "./fixtures/synthesis";

const { stacks, file } = synthesize();
const names = stacks.map(({ name }) => name);
const [primary, standby] = ["eu-west-par", "eu-south-mil"];

test("an environment has a stack per layer and site, and those that belong to no site", () => {
  const layers = ["infrastructure", "operators", "data", "application", "presentation"];
  const ofSites = [primary, standby].flatMap((site) => layers.map((layer) => `noveu-zuid-${layer}-${site}`));
  const shared = ["keys", "dns", "trust", "identity"].map((part) => `noveu-zuid-${part}`);
  expect([...names].sort()).toEqual([...ofSites, ...shared].sort());
});

test("a second site renames nothing", () => {
  const alone = synthesizeWithoutCharts(environmentWith({ recovery: backupRestore({ offsite: "GRA" }) }));
  expect(alone.stacks.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([]);
});

test("stacks come in the order in which they can be applied", () => {
  const early = stacks.flatMap(({ name, after }, index) =>
    after.filter((other) => names.indexOf(other) > index).map((other) => `${name} before ${other}`),
  );
  expect(early).toEqual([]);
});

test("each stack names its direct predecessors", () => {
  expect(Object.fromEntries(stacks.map(({ name, after }) => [name, after]))).toEqual({
    "noveu-zuid-keys": [],
    "noveu-zuid-infrastructure-eu-south-mil": [],
    "noveu-zuid-infrastructure-eu-west-par": ["noveu-zuid-infrastructure-eu-south-mil"],
    "noveu-zuid-operators-eu-west-par": ["noveu-zuid-infrastructure-eu-west-par", "noveu-zuid-keys"],
    "noveu-zuid-operators-eu-south-mil": ["noveu-zuid-infrastructure-eu-south-mil", "noveu-zuid-keys"],
    "noveu-zuid-dns": ["noveu-zuid-infrastructure-eu-west-par", "noveu-zuid-infrastructure-eu-south-mil"],
    "noveu-zuid-trust": ["noveu-zuid-operators-eu-west-par", "noveu-zuid-dns"],
    "noveu-zuid-data-eu-west-par": ["noveu-zuid-operators-eu-west-par", "noveu-zuid-trust"],
    "noveu-zuid-data-eu-south-mil": ["noveu-zuid-operators-eu-south-mil"],
    "noveu-zuid-identity": ["noveu-zuid-data-eu-west-par"],
    "noveu-zuid-application-eu-west-par": ["noveu-zuid-data-eu-west-par", "noveu-zuid-identity"],
    "noveu-zuid-application-eu-south-mil": ["noveu-zuid-data-eu-south-mil"],
    "noveu-zuid-presentation-eu-west-par": ["noveu-zuid-application-eu-west-par"],
    "noveu-zuid-presentation-eu-south-mil": ["noveu-zuid-application-eu-south-mil"],
  });
});

test("a stack reads no state of a stack that it does not come after", () => {
  const reach = (name: string): readonly string[] => {
    const direct = stacks.find((stack) => stack.name === name)?.after ?? [];
    return [...direct, ...direct.flatMap(reach)];
  };
  const unordered = names.flatMap((name) =>
    Object.keys(file(name).data["terraform_remote_state"] ?? {})
      .filter((other) => !reach(name).includes(other))
      .map((other) => `${name} reads ${other}`),
  );
  expect(unordered).toEqual([]);
});

test("nothing at the standby comes after the primary, directly or through others", () => {
  const of = (site: string): readonly string[] => names.filter((name) => name.endsWith(site));
  const reach = (name: string): readonly string[] => {
    const direct = stacks.find((stack) => stack.name === name)?.after ?? [];
    return [...direct, ...direct.flatMap(reach)];
  };
  expect(
    of(standby)
      .flatMap(reach)
      .filter((name) => name.endsWith(primary)),
  ).toEqual([]);
});

/** Stacks of the primary that a text names. */
const mentions = (text: string): readonly string[] =>
  names.filter((name) => name.endsWith(primary) && text.includes(name));

test("no file of the standby mentions a stack of the primary", () => {
  const guilty = names.filter((name) => name.endsWith(standby) && mentions(file(name).text).length > 0);
  expect(guilty).toEqual([]);
});

test("a mention would have been found", () => {
  const planted = '{"key": "noveu-zuid-operators-eu-west-par.tfstate"}';
  expect(mentions(planted)).toEqual(["noveu-zuid-operators-eu-west-par"]);
});

test("the same facts give the same bytes", () => {
  const again = synthesizeAnew();
  expect(names.filter((name) => again.file(name).text !== file(name).text)).toEqual([]);
});

test("the number of resources is what the file holds", () => {
  for (const { name, resources } of stacks) {
    const held = Object.values(file(name).resource).reduce((sum, blocks) => sum + Object.keys(blocks).length, 0);
    expect([name, resources]).toEqual([name, held]);
  }
});

test("every stack keeps a state of its own in the environment's bucket", () => {
  const keys = names.map((name) => file(name).terraform.backend["s3"]);
  expect(keys).toEqual(
    names.map((name) => ({
      bucket: environment.state.bucket,
      key: `${name}.tfstate`,
      region: "de",
      endpoints: { s3: "https://s3.de.io.cloud.ovh.net" },
      encrypt: true,
      use_lockfile: true,
      skip_credentials_validation: true,
      skip_metadata_api_check: true,
      skip_region_validation: true,
      skip_requesting_account_id: true,
      skip_s3_checksum: true,
    })),
  );
});

test("every stack says which Terraform it needs", () => {
  expect(new Set(names.map((name) => file(name).terraform.required_version))).toEqual(new Set([">= 1.11.0"]));
});
