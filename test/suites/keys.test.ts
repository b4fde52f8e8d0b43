import zuid from "../../environments/noveu-zuid";
import type { Environment } from "../../environments/schema";
import type { Surroundings } from "../../language";
import { surroundingsOf } from "../../planning/placement";
import { apacheSite, nextcloudConfig } from "../../suites/noveu/nextcloud-configuration";
import { keyExposure, keyFile, keyScript } from "../../suites/noveu/nextcloud-keys";
import { cloudWith } from "../tenancy/shared-environment";

function files(environment: Environment, tenant?: string): Surroundings {
  const service = environment.suite.services["files"];
  if (service === undefined) throw new Error("the sample has no files");
  return surroundingsOf(environment, environment.site, service, tenant);
}

const [request] = keyExposure.kind === "https" ? (keyExposure.requests ?? []) : [];
const expression = request?.kind === "pattern" ? request.expression : "(?!)";

/** Of Joe.Doe, as the draft has it. */
const hash = "iy9q119eutrkn8s1mk4r39qejnbu3n5q";

test.each([
  [`/.well-known/openpgpkey/zuid.example.eu/hu/${hash}`, true],
  ["/.well-known/openpgpkey/zuid.example.eu/policy", true],
  [`/.well-known/openpgpkey/hu/${hash}`, false],
  ["/.well-known/openpgpkey/zuid.example.eu/hu/../../../index.php", false],
  ["/.well-known/openpgpkey/zuid.example.eu/hu/", false],
  ["/index.php", false],
  ["/keys.php", false],
  ["/", false],
])("a program that looks for a key asks for %s: %s", (path, taken) => {
  expect(new RegExp(`^(?:${expression})$`).test(path)).toBe(taken);
});

test("keys are found at a name of the domain's own, which files know", () => {
  expect(nextcloudConfig(files(zuid))).toContain("'openpgpkey.zuid.example.eu'");
  expect(apacheSite).toContain('AliasMatch "^/\\.well-known/openpgpkey/.*$" /var/www/html/keys.php');
});

test("each tenant answers for its own addresses and no others", () => {
  const cloud = cloudWith({ noord: { users: 50 } });
  const at = files(cloud, "noord");
  expect(keyScript(at.domain)).toContain(`const DOMAIN = '${at.domain}';`);
  expect(at.domain).not.toBe(zuid.tenancy.domain);
});

test("what people publish is one file of their own, never a private key, and never more than a key is long", () => {
  const script = keyScript("zuid.example.eu");
  expect(script).toContain(`->get('${keyFile}')`);
  expect(script).toContain("str_contains($armored, 'PRIVATE KEY')");
  expect(script.match(/65536/g)).toHaveLength(2);
});

test("whoever asks learns nothing of who has an account", () => {
  const script = keyScript("zuid.example.eu");
  expect(script).toContain("$key === null ? answer(404) : answer(200, 'application/octet-stream', $key);");
  expect(script).toContain("isEnabled()");
  expect(script.match(/answer\(404\)/g)).toHaveLength(2);
});

test("every workload of files that serves has the script, and serves it to nobody under its own name", () => {
  const web = zuid.suite.services["files"]?.workloads["web"];
  expect(web?.files(files(zuid))).toHaveProperty(["keys.php"]);
  expect(web?.mounts).toContainEqual(expect.objectContaining({ path: "/var/www/html/keys.php", readOnly: true }));
});
