import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import west from "../../environments/noveu-west";
import zuid from "../../environments/noveu-zuid";
import type { Environment } from "../../environments/schema";
import { busSetup, type ServiceDefinition, type Surroundings } from "../../language";
import { surroundingsOf } from "../../planning/placement";
import { busSetupFiles, busSetupScript } from "../../suites/platform/bus/bus-setup";
import { reloadScript } from "../../suites/platform/bus/event-bus";
import { busRequests } from "../../suites/platform/bus/streams";
import { withEventBus } from "../../suites/with-event-bus";

const serviceOf = ({ suite }: Environment, name: string): ServiceDefinition => {
  const service = suite.services[name];
  if (service === undefined) throw new Error(`the sample has no ${name}`);
  return service;
};

const busNeed = (name: string) => {
  const { bus } = serviceOf(zuid, name).needs;
  if (bus === undefined) throw new Error(`${name} is not on the bus`);
  return bus;
};

const at = (environment: Environment, service: string, tenant?: string): Surroundings =>
  surroundingsOf(environment, environment.site, serviceOf(environment, service), tenant);

interface User {
  readonly user: string;
  readonly permissions: Readonly<Record<"publish" | "subscribe", { readonly allow: readonly string[] }>>;
}

interface NatsConfiguration {
  readonly tls: Readonly<Record<string, unknown>>;
  readonly cluster: { readonly routes: readonly string[]; readonly tls: Readonly<Record<string, unknown>> };
  readonly jetstream: { readonly max_file_store: number };
  readonly accounts: Readonly<Record<string, { readonly jetstream?: string; readonly users: readonly User[] }>>;
}

const textOf = (environment: Environment): string =>
  serviceOf(environment, "bus").workloads["nats"]?.files(at(environment, "bus"))["nats.conf"] ?? "";

const read = (environment: Environment): NatsConfiguration => {
  const parsed: NatsConfiguration = JSON.parse(textOf(environment).replace("$SERVER_NAME", '"name"'));
  return parsed;
};

const permissionsOf = (environment: Environment, account: string, user: string): readonly string[] =>
  read(environment).accounts[account]?.users.find((each) => each.user === user)?.permissions.publish.allow ?? [];

describe("the configuration of a server", () => {
  test("has one variable, which stands outside of quotes so that the server looks it up", () => {
    expect(textOf(zuid)).toContain('"server_name": $SERVER_NAME,');
    expect(textOf(zuid).match(/\$SERVER_NAME/g)).toHaveLength(1);
  });

  test("lets nobody in without a certificate, and no server whose certificate names none of the three", () => {
    const { tls, cluster } = read(zuid);
    expect(tls).toMatchObject({ verify_and_map: true, min_version: "1.3", ca_file: "/etc/nats-certificate/ca.crt" });
    expect(cluster.tls).toMatchObject({ verify_cert_and_check_known_urls: true, min_version: "1.3" });
    expect(cluster.routes).toEqual(
      [0, 1, 2].map((index) => `tls://bus-nats-${String(index)}.bus-nats-members.bus.svc.cluster.local:6222`),
    );
    expect(textOf(zuid)).not.toMatch(/password|token|nkey/i);
  });

  test("gives each tenant an account of its own, in which no other's workloads are", () => {
    const { platform, ...accounts } = read(west).accounts;
    expect(Object.keys(accounts)).toContain("tenant-beuk");
    for (const { user } of platform?.users ?? []) expect(["exchange", "platform-audit"]).toContain(user.split(".")[1]);
    for (const [account, { users }] of Object.entries(accounts)) {
      const tenant = account.replace(/^tenant-/, "");
      for (const { user } of users) {
        expect(user.split(".")[1]).toMatch(account === "SYS" ? /^bus$/ : new RegExp(`^${tenant}-(audit|mail)$`));
      }
    }
  });

  test("knows every workload that the pods of a service may show, and none that is not on the bus", () => {
    expect(read(zuid).accounts["platform"]?.users.map(({ user }) => user)).toEqual([
      "audit-bus-setup.audit.svc.cluster.local",
      "audit-gaps.audit.svc.cluster.local",
      "audit-writer.audit.svc.cluster.local",
      "mail-bus-setup.mail.svc.cluster.local",
      "mail-events.mail.svc.cluster.local",
      "platform-audit-bus-setup.platform-audit.svc.cluster.local",
      "platform-audit-gaps.platform-audit.svc.cluster.local",
      "platform-audit-intake.platform-audit.svc.cluster.local",
      "platform-audit-writer.platform-audit.svc.cluster.local",
      "ai-bus-setup.ai.svc.cluster.local",
      "ai-requests.ai.svc.cluster.local",
    ]);
  });

  test("lets a publisher publish its topic, a worker read its place, and nobody delete or listen", () => {
    const of = (user: string): readonly string[] => permissionsOf(zuid, "platform", `${user}.svc.cluster.local`);
    expect(of("mail-events.mail")).toEqual(["platform.mail.events"]);
    expect(of("ai-requests.ai")).toEqual(["platform.ai.requests"]);
    expect(of("audit-writer.audit")).toEqual([
      "$JS.API.CONSUMER.INFO.ai-requests.audit-ai",
      "$JS.API.CONSUMER.MSG.NEXT.ai-requests.audit-ai",
      "$JS.ACK.ai-requests.audit-ai.>",
      "platform.dead.audit.ai",
      "$JS.API.CONSUMER.INFO.mail-events.audit-mail",
      "$JS.API.CONSUMER.MSG.NEXT.mail-events.audit-mail",
      "$JS.ACK.mail-events.audit-mail.>",
      "platform.dead.audit.mail",
    ]);
    const everybody = Object.values(read(zuid).accounts).flatMap(({ users }) => users);
    for (const { permissions } of everybody) {
      expect(permissions.publish.allow.filter((subject) => /DELETE|PURGE|^>|^\$JS\.API\.>/.test(subject))).toEqual([]);
    }
  });

  test("gives each user of the command line client inboxes of its own, and tells the client", () => {
    const places = Object.values(read(zuid).accounts).flatMap(({ users }) =>
      users.map(({ user: name, permissions }) => [name.split(".")[0], permissions.subscribe.allow] as const),
    );
    const own = (name: string, namespace: string) => [name, [`_INBOX_${name}.${namespace}.svc.cluster.local.>`]];
    const shared = (name: string) => [name, ["_INBOX.>"]];
    expect(places).toEqual([
      own("bus-reload", "bus"),
      own("audit-bus-setup", "audit"),
      own("audit-gaps", "audit"),
      shared("audit-writer"),
      own("mail-bus-setup", "mail"),
      shared("mail-events"),
      own("platform-audit-bus-setup", "platform-audit"),
      own("platform-audit-gaps", "platform-audit"),
      shared("platform-audit-intake"),
      shared("platform-audit-writer"),
      own("ai-bus-setup", "ai"),
      shared("ai-requests"),
    ]);
    const told = (service: string, workload: string): string =>
      JSON.stringify(serviceOf(zuid, service).workloads[workload]?.files(at(zuid, service)));
    for (const [service, workload] of [
      ["audit", "gaps"],
      ["mail", busSetup],
      ["bus", "reload"],
    ] as const)
      expect(told(service, workload)).toContain(
        ` --inbox-prefix _INBOX_${service}-${workload}.${service}.svc.cluster.local request`,
      );
  });

  test("a task may ask for exactly what its files ask for", () => {
    for (const name of ["ai", "mail", "audit", "platform-audit"]) {
      const asked = Object.values(busRequests(name, busNeed(name), { account: "platform" })).flatMap(
        ({ create, update }) => [create, ...(update === undefined ? [] : [update])],
      );
      const may = permissionsOf(zuid, "platform", `${name}-${busSetup}.${name}.svc.cluster.local`);
      expect([...asked].sort()).toEqual([...may].sort());
    }
  });

  test("has room for every stream, of every tenant", () => {
    const sum = (...names: readonly string[]): number =>
      names
        .flatMap((name) =>
          Object.values(busRequests(name, busNeed(name), { account: "platform" })).map(({ body }) => sizeOf(body)),
        )
        .reduce((total, size) => total + size, 0);
    expect(read(zuid).jetstream.max_file_store).toBe(sum("ai", "mail", "audit", "platform-audit"));
    const { SYS: _, platform: __, ...tenants } = read(west).accounts;
    expect(read(west).jetstream.max_file_store).toBe(
      sum("mail", "audit") * Object.keys(tenants).length + sum("exchange", "platform-audit"),
    );
    const volume = serviceOf(west, "bus").workloads["nats"]?.volumes["messages"];
    expect((volume?.size.fixed?.value ?? 0) * 1024 * 1024).toBeGreaterThan(read(west).jetstream.max_file_store);
  });
});

const sizeOf = (body: unknown): number =>
  typeof body === "object" && body !== null && "max_bytes" in body && typeof body.max_bytes === "number"
    ? body.max_bytes
    : 0;

describe("what a service asks of the bus", () => {
  test("every stream is kept by three servers and gives nothing back", () => {
    const { "1-events": events, "2-dead-letters": dead } = busRequests("mail", busNeed("mail"), {
      account: "platform",
    });
    for (const request of [events, dead]) {
      expect(request?.body).toMatchObject({ num_replicas: 3, storage: "file", deny_delete: true, deny_purge: true });
    }
    expect(events?.body).toMatchObject({ name: "mail-events", subjects: ["platform.mail.events"] });
  });

  test("dead letters of a reader come from its own place, whoever publishes", () => {
    const { "2-dead-letters": dead, "3-mail": place } = busRequests("audit", busNeed("audit"), {
      account: "tenant-beuk",
    });
    expect(dead?.body).toMatchObject({
      name: "audit-dead-letters",
      subjects: [
        "tenant-beuk.dead.audit.>",
        "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.ai-requests.audit-ai",
        "$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.ai-requests.audit-ai",
        "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.mail-events.audit-mail",
        "$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.mail-events.audit-mail",
      ],
    });
    expect(place?.body).toMatchObject({ config: { ack_policy: "explicit", max_deliver: 100, ack_wait: 150e9 } });
  });
});

const user = "audit-bus-setup.audit.svc.cluster.local";

/** Runs a script with a client that answers as it is told and writes down what it was asked. */
function run(script: string, answers: string, files: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "bus-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    // The subject is what follows the options.
    const client = `#!/bin/sh\nwhile :; do case "$1" in --raw | request) shift ;; --replies=*) shift ;; --*) shift 2 ;; *) break ;; esac; done\necho "$1" >>"${folder}/asked"\ncase "$1" in ${answers} esac\n`;
    writeFileSync(join(folder, "nats"), client, { mode: 0o755 });
    writeFileSync(join(folder, "asked"), "");
    const text = script.replaceAll("/etc/bestek/", `${folder}/`);
    const { status, stdout } = spawnSync("sh", ["-c", text], {
      encoding: "utf8",
      env: { PATH: `${folder}:${process.env["PATH"] ?? ""}` },
    });
    return { status, stdout, asked: readFileSync(join(folder, "asked"), "utf8").trim().split("\n") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the task of a service", () => {
  const files = busSetupFiles(at(zuid, "audit"), "audit", busNeed("audit"));

  test("asks for the stream before the place in it, and changes what was there otherwise", () => {
    const { status, asked } = run(
      busSetupScript(user),
      `*STREAM.CREATE*) echo '{"error":{"code":400}}' ;; *) echo '{"config":{}}' ;;`,
      files,
    );
    expect(status).toBe(0);
    expect(asked).toEqual([
      "$JS.API.STREAM.CREATE.audit-dead-letters",
      "$JS.API.STREAM.UPDATE.audit-dead-letters",
      "$JS.API.CONSUMER.DURABLE.CREATE.ai-requests.audit-ai",
      "$JS.API.CONSUMER.DURABLE.CREATE.mail-events.audit-mail",
    ]);
  });

  test("changes nothing that is there already", () => {
    const { status, asked } = run(busSetupScript(user), `*) echo '{"config":{}}' ;;`, files);
    expect(status).toBe(0);
    expect(asked.filter((subject) => subject.includes("UPDATE"))).toEqual([]);
  });

  test.each([
    ["is refused", `*) echo '{"error":{"code":404}}' ;;`],
    ["is not answered", "*) exit 1 ;;"],
    ["is answered with nothing", "*) ;;"],
  ])("fails where it %s, so that it is tried again", (_, answers) => {
    expect(run(busSetupScript(user), answers, files).status).toBe(1);
  });
});

describe("the task that lets servers read renewed certificates", () => {
  const server = (id: string): string => `echo '{"server":{"name":"n","host":"h","id":"${id}","cluster":"bus"}}'`;
  const ping = (...ids: readonly string[]): string => `*PING) ${ids.map(server).join("; ")} ;;`;

  test("tells all three", () => {
    const { status, asked } = run(reloadScript(user), `${ping("NA", "NB", "NC")} *) echo '{"server":{}}' ;;`);
    expect(status).toBe(0);
    expect(asked.slice(1)).toEqual(["NA", "NB", "NC"].map((id) => `$SYS.REQ.SERVER.${id}.RELOAD`));
  });

  test("fails where one is away or refuses", () => {
    expect(run(reloadScript(user), `${ping("NA", "NB")} *) echo '{"server":{}}' ;;`).status).toBe(1);
    expect(
      run(reloadScript(user), `${ping("NA", "NB", "NC")} *NB*) echo '{"error":{}}' ;; *) echo '{"server":{}}' ;;`)
        .status,
    ).toBe(1);
  });
});

describe("a suite on the bus", () => {
  test("is itself where no service declares a topic", () => {
    const silent = { ...zuid.suite, services: { portal: serviceOf(zuid, "portal") } };
    expect(withEventBus(silent, { kind: "dedicated" })).toBe(silent);
  });

  test("waits for no topic of a service that was left out", () => {
    const { services } = withEventBus(
      { ...zuid.suite, services: { audit: serviceOf(zuid, "audit") } },
      { kind: "dedicated" },
    );
    expect(services["audit"]?.needs.bus?.consumes).toEqual({});
  });
});
