import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { images } from "../../catalog";
import zuid from "../../environments/noveu-zuid";
import type { Environment } from "../../environments/schema";
import { defineEnvironment, noveu } from "../../index";
import type { Surroundings } from "../../language";
import { serviceFlows } from "../../planning/flows/service-flows";
import { publicPorts, surroundingsOf } from "../../planning/placement";
import { directory, directoryLiveness } from "../../suites/noveu/directory";
import { certificatesModule, mostAddresses, slapdConfiguration } from "../../suites/noveu/directory-configuration";
import { downloadPage } from "../../suites/noveu/download-page";
import { downloads } from "../../suites/noveu/downloads";
import {
  certificateFile,
  certificatePort,
  certificateScript,
  certificateScriptPath,
} from "../../suites/noveu/nextcloud-certificates";
import { apachePorts, apacheSite } from "../../suites/noveu/nextcloud-configuration";
import { facts } from "../environments/facts";
import { cloudWith } from "../tenancy/shared-environment";

const at = (environment: Environment): Surroundings => surroundingsOf(environment, environment.site, directory);

const holders = (environment: Environment): readonly string[] =>
  slapdConfiguration(at(environment)).match(/^holder .*$/gm) ?? [];

const cloud = cloudWith({ noord: { users: 50 }, oost: { users: 60 } });

test("each tenant's addresses are asked for at its own file servers", () => {
  expect(holders(zuid)).toEqual([
    `holder zuid.example.eu http://files-web.files.svc.cluster.local:${String(certificatePort)}/`,
  ]);
  const tenants = at(cloud).tenants();
  expect(holders(cloud)).toEqual(
    tenants.map(
      ({ id, domain }) => `holder ${domain} http://files-web.${id}-files.svc.cluster.local:${String(certificatePort)}/`,
    ),
  );
  expect(tenants.length).toBeGreaterThan(1);
});

test("one stands for all tenants, holds nothing and signs nobody in", () => {
  expect(directory.tenancy).toBe("multi-tenant");
  expect(directory.needs).toEqual({ certificate: { labels: ["ldap"] } });
  expect(directory.secrets).toEqual({});
  const text = slapdConfiguration(at(zuid));
  expect(text).not.toMatch(/rootdn|rootpw|directory \//);
  expect(text).toContain("disallow bind_simple");
  expect(text).toContain('suffix ""');
  expect(text.match(/^restrict add delete modify rename compare extended$/gm)).toHaveLength(2);
});

test("no search asks for more addresses than slapd would give back", () => {
  expect(slapdConfiguration(at(zuid))).toContain(`sizelimit ${String(mostAddresses)}\n`);
  expect(certificatesModule).toContain(`MOST_ADDRESSES => ${String(mostAddresses)},`);
});

test("the world reaches it over TLS alone, and what is in the clear stays in the pod", () => {
  const { slapd } = directory.workloads;
  expect(Object.values(slapd?.ports ?? {})).toEqual([{ port: 10_636, protocol: "TCP" }]);
  expect(slapd?.command?.join(" ")).toContain('-h "pldaps://:10636 ldap://127.0.0.1:10389"');
  expect(publicPorts(zuid).tcp).toContain(636);
  expect(publicPorts(zuid).tcp).not.toContain(389);
  expect(publicPorts(cloud).tcp).toContain(636);
});

test.each([
  ["a customer's own", zuid],
  ["a shared platform", cloud],
])("the directory alone reaches the certificates of files: %s", (_, environment) => {
  const asking = serviceFlows(environment).filter(
    ({ to, port }) => to.kind === "pods" && to.id === "files/web" && port === certificatePort,
  );
  expect(asking.map(({ from }) => from)).toEqual([{ kind: "pods", id: "directory/slapd" }]);
});

test("no public name of files leads to the script, and the port leads to nothing else", () => {
  expect(apachePorts).toContain(`Listen ${String(certificatePort)}\n`);
  const [, people = "", certificates = ""] = apacheSite.split("<VirtualHost ");
  expect(people).toContain("DocumentRoot /var/www/html\n");
  expect(people).not.toContain("certificates");
  expect(certificateScriptPath.startsWith("/var/www/html/")).toBe(false);
  expect(certificates).toContain(`AliasMatch "^.*$" ${certificateScriptPath}`);
  const exposed = zuid.suite.services["files"]?.exposes.map(({ port }) => port);
  expect(exposed).not.toContain("certificates");
});

test("what people publish is one file of their own, and whoever asks learns nothing of who has an account", () => {
  const script = certificateScript("zuid.example.eu");
  expect(script).toContain(`->get('${certificateFile}')`);
  expect(script).toContain("isEnabled()");
  expect(script.match(/answer\(204\)/g)).toHaveLength(2);
  expect(script).not.toMatch(/answer\(4/);
});

test("without files there is no directory, and nobody is told of one", () => {
  const bare = defineEnvironment({ ...facts, suite: noveu({ without: ["files"] }) });
  expect(Object.keys(bare.suite.services)).not.toContain("directory");
  const told = "server <code>ldap.zuid.example.eu</code>, port\n636";
  expect(downloadPage(surroundingsOf(zuid, zuid.site, downloads))).toContain(told);
  expect(downloadPage(surroundingsOf(bare, bare.site, downloads))).not.toContain("LDAP");
});

test("the image is built as it is named", () => {
  const recipe = readFileSync(join(__dirname, "../../images/directory/Dockerfile"), "utf8");
  expect(recipe).toContain(`bestek/directory:${images.directory.tag} `);
  expect(recipe).toContain(`ARG SLAPD=${images.directory.tag}+`);
  expect(recipe).toContain(`USER ${String(directory.workloads["slapd"]?.user.uid)}:`);
});

test("the shell takes the probe, whatever a pod is called", () => {
  const probe = directoryLiveness();
  if (probe.kind !== "command") throw new Error("the probe is no command");
  const [shell = "sh", , script = ""] = probe.command;
  expect(spawnSync(shell, ["-n", "-c", script]).status).toBe(0);
  const turn = /\+ 900 \* \((.*)\)\)\) \]/.exec(script)?.[1] ?? "";
  for (const name of ["directory-slapd-5d9c7b6f44-x2x8p", "directory-slapd-5d9c7b6f44-9zzzz"]) {
    const { stdout } = spawnSync(shell, ["-c", `echo $((${turn}))`], {
      encoding: "utf8",
      env: { ...process.env, HOSTNAME: name },
    });
    expect(Number(stdout)).toBeGreaterThanOrEqual(1);
    expect(Number(stdout)).toBeLessThanOrEqual(8);
  }
});
