import { readFileSync } from "node:fs";
import { join } from "node:path";
import { clientPrograms, images } from "../../catalog";
import zuid from "../../environments/noveu-zuid";
import { defineService } from "../../language";
import { answeringHost, carriedLabels, hostName, surroundingsOf } from "../../planning/placement";
import { defineEnvironment, noveu } from "../../index";
import { checksums, downloadPage } from "../../suites/noveu/download-page";
import { downloads } from "../../suites/noveu/downloads";
import { portal } from "../../suites/noveu/portal";
import { cloudWith } from "../tenancy/shared-environment";
import { facts } from "../environments/facts";

const recipe = readFileSync(join(__dirname, "../../images/programs/Dockerfile"), "utf8");
const installers = clientPrograms.flatMap((program) => program.installers);
const page = downloadPage(surroundingsOf(zuid, zuid.site, downloads));

test.each(installers.map((each) => [each.file, each] as const))(
  "%s is fetched where it is said to come from, checked, and offered with its checksum",
  (file, { url, sha256 }) => {
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(file).toMatch(/^[\w.-]+$/);
    expect(recipe).toContain(`--checksum=sha256:${sha256} \\\n  ${url} /usr/share/nginx/html/files/${file}\n`);
    expect(page).toContain(`<a href="files/${file}">`);
    expect(page).toContain(`<code>${sha256}</code>`);
    expect(checksums).toContain(`${sha256}  files/${file}\n`);
  },
);

test("the image holds nothing that is not offered", () => {
  expect(recipe.match(/^ADD /gm)).toHaveLength(installers.length);
  expect(recipe).toContain(`bestek/programs:${images.programs.tag} `);
});

test("a program for a service that was left out is not offered", () => {
  const without = defineEnvironment({ ...facts, suite: noveu({ without: ["chat"] }) });
  expect(downloadPage(surroundingsOf(without, without.site, downloads))).not.toContain("Element");
});

test("a delivery network carries the page of programs, and nothing else", () => {
  expect(carriedLabels(zuid)).toEqual(["downloads"]);
  expect(answeringHost(zuid, "downloads")).toBe("downloads-origin.zuid.example.eu");
  expect(answeringHost(zuid, "files")).toBe("files.zuid.example.eu");
  expect(surroundingsOf(zuid, zuid.site, portal).hostname("downloads")).toBe("downloads.zuid.example.eu");
  const bare = defineEnvironment(facts);
  expect(carriedLabels(bare)).toEqual([]);
  expect(answeringHost(bare, "downloads")).toBe(hostName(bare, "downloads"));
});

test("what is somebody's own is not for others to keep", () => {
  const [exposure] = portal.exposes;
  if (exposure?.kind !== "https") throw new Error("the portal has no address");
  expect(() => defineService({ ...portal, exposes: [{ ...exposure, caching: "public" }] })).toThrow(
    "would let others keep what is somebody's own",
  );
});

test.each([
  [{ provider: "bunny", host: "zuid.cloudfront.net" } as const, noveu(), "is no name that bunny gives a pull zone"],
  [{ provider: "bunny", host: "zuid.b-cdn.net" } as const, noveu({ without: ["downloads"] }), "has nothing to carry"],
])("a network that can't be one is refused: %j", (cdn, suite, why) => {
  expect(() => defineEnvironment({ ...facts, suite, cdn })).toThrow(why);
});

test("all tenants are led to the one page, at the platform's name", () => {
  const cloud = cloudWith({ noord: { users: 50 } });
  const at = surroundingsOf(cloud, cloud.site, portal, "noord");
  expect(at.hostname("downloads")).toBe("downloads.cloud.example.eu");
  expect(at.hostname("mail")).not.toContain("mail.cloud.");
  expect(portal.workloads["web"]?.files(at)["services.yaml"]).toContain("https://downloads.cloud.example.eu");
});
