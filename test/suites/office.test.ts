import { readFileSync } from "node:fs";
import { join } from "node:path";
import { images } from "../../catalog";
import type { Environment } from "../../environments/schema";
import zuid from "../../environments/noveu-zuid";
import { defineEnvironment, noveu } from "../../index";
import { defineService, type Surroundings } from "../../language";
import { planEnvironment } from "../../planning/plan-environment";
import { surroundingsOf } from "../../planning/placement";
import { collaboraConfig, collaboraRequests } from "../../suites/noveu/collabora-configuration";
import { nextcloudConfig, setupScript } from "../../suites/noveu/nextcloud-configuration";
import { office } from "../../suites/noveu/office";
import { checkedOfficeRules, officeRules } from "../../suites/noveu/office-rules";
import { facts } from "../environments/facts";
import { cloudWith } from "../tenancy/shared-environment";

function seenBy(environment: Environment, name: string, tenant?: string): Surroundings {
  const service = environment.suite.services[name];
  if (service === undefined) throw new Error(`the sample has no ${name}`);
  return surroundingsOf(environment, environment.site, service, tenant);
}

const cloud = cloudWith({ noord: { users: 50 }, oost: { users: 50 } });

test("documents are taken from the customer's own files and from nowhere else", () => {
  const config = collaboraConfig(seenBy(zuid, "office"));
  expect(config.match(/<host allow="true">.*<\/host>/g)).toEqual([
    '<host allow="true">http://files-web.files.svc.cluster.local:8080</host>',
  ]);
  expect(config).toContain('<filesystem allow="false"/>');
  expect(config).toContain("<server_name>office.zuid.example.eu</server_name>");
  expect(config).toContain("<frame_ancestors>https://files.zuid.example.eu</frame_ancestors>");
});

test("one editor serves all tenants, each from its own files and on its own pages", () => {
  const config = collaboraConfig(seenBy(cloud, "office"));
  expect(config.match(/<host allow="true">.*<\/host>/g)).toEqual([
    '<host allow="true">http://files-web.noord-files.svc.cluster.local:8080</host>',
    '<host allow="true">http://files-web.oost-files.svc.cluster.local:8080</host>',
  ]);
  for (const tenant of ["noord", "oost"]) {
    expect(config).toContain(`https://${seenBy(cloud, "files", tenant).hostname("files")}`);
    const script = setupScript(seenBy(cloud, "files", tenant));
    expect(script).toContain("public_wopi_url --value=https://office.cloud.example.eu\n");
    expect(script).toContain("wopi_url --value=http://office-web.office.svc.cluster.local:9980\n");
    expect(script).toContain(`wopi_callback_url --value=http://files-web.${tenant}-files.svc.cluster.local:8080\n`);
  }
});

test("nobody administers it, no macro runs, and what is written is stored within a minute", () => {
  const config = collaboraConfig(seenBy(zuid, "office")).replaceAll(/\s+/g, "");
  expect(config).toContain("<admin_console><enable>false</enable></admin_console>");
  expect(config).toContain("<enable_macros_execution>false</enable_macros_execution>");
  expect(config).toContain("<autosave_duration_secs>60</autosave_duration_secs>");
});

test("it asks for no rights that a restricted pod has not", () => {
  const config = collaboraConfig(seenBy(zuid, "office")).replaceAll(/\s+/g, "");
  expect(config).toContain("<mount_jail_tree>false</mount_jail_tree>");
  expect(config).toContain("<capabilities>false</capabilities>");
  expect(office(officeRules).workloads["web"]).toMatchObject({
    readOnlyRoot: { kind: "enforced" },
    bindsLowPorts: { kind: "never" },
    running: { kind: "stateful" },
  });
});

const taken = (path: string): boolean =>
  collaboraRequests.some((request) => {
    switch (request.kind) {
      case "exact":
        return path === request.path;
      case "prefix":
        return path === request.path || path.startsWith(`${request.path}/`);
      case "pattern":
        return new RegExp(`^(?:${request.expression})$`).test(path);
    }
  });

const document = encodeURIComponent(
  "http://files-web.files.svc.cluster.local:8080/index.php/apps/richdocuments/wopi/files/1",
);

test.each([
  ["/browser/4610258811/cool.html", true],
  ["/cool/ws", true],
  [`/cool/${document}/ws`, true],
  [`/cool/${document}/download/abc`, true],
  ["/cool/clipboard", true],
  ["/hosting/discovery", true],
  ["/cool/adminws", false],
  ["/cool/convert-to/pdf", false],
  ["/cool/convert-to", false],
  ["/cool/getMetrics", false],
  ["/lool/ws", false],
  ["/", false],
])("a browser asks for %s: %s", (path, expected) => {
  expect(taken(path)).toBe(expected);
});

test("where nobody edits, files say so and are not sent to an editor", () => {
  const bare = { ...zuid, suite: noveu({ without: ["office"] }) };
  expect(setupScript(seenBy(bare, "files"))).toContain("app:disable richdocuments");
  expect(Object.keys(noveu({ without: ["files"] }).services)).not.toContain("office");
});

test("files know the name under which the editor asks", () => {
  expect(nextcloudConfig(seenBy(zuid, "files"))).toContain("'files-web.files.svc.cluster.local'");
});

test("the app comes in the image of apps", () => {
  const recipe = readFileSync(join(__dirname, "../../images/nextcloud-apps/Dockerfile"), "utf8");
  expect(recipe).toContain(`nextcloud-apps:${images.nextcloudApps.tag} `);
  expect(recipe).toContain("richdocuments-v${OFFICE}.tar.gz");
});

const members = (editing: number): number =>
  planEnvironment(defineEnvironment({ ...facts, suite: noveu({ office: { editing } }) })).services["office"]?.workloads[
    "web"
  ]?.replicas.value ?? 0;

test("more who edit at once take more members", () => {
  expect(members(0.2)).toBeGreaterThan(members(0.1));
  expect(members(0.1)).toBeGreaterThan(members(0.05));
});

test.each([0, -1, 1.5, Number.NaN])("%d is no part of all users", (editing) => {
  expect(() => checkedOfficeRules({ editing })).toThrow("office.editing");
});

test("encoded slashes are kept for a service that stands once, and for listed paths alone", () => {
  const service = office(officeRules);
  expect(() => defineService({ ...service, tenancy: "instance-per-tenant" })).toThrow(
    "needs a listener of the platform's",
  );
  const open = service.exposes.map((exposure) => {
    if (exposure.kind !== "https") return exposure;
    const { requests: _, ...rest } = exposure;
    return rest;
  });
  expect(() => defineService({ ...service, exposes: open })).toThrow("lets any path through");
});
