import cloud from "../../environments/noveu-cloud";
import eigen from "../../environments/noveu-eigen";
import zuid from "../../environments/noveu-zuid";
import { defineEnvironment } from "../../environments/schema";
import { busClients } from "../../language";
import { planEnvironment } from "../../planning/plan-environment";
import { surroundingsOf } from "../../planning/placement";
import { servicesOf } from "../../suites";
import { withKafka } from "../../suites/with-event-bus";

const environment = defineEnvironment({ ...eigen.facts, parts: { bus: "kafka" } });
const { mail, audit, ai } = environment.suite.services;
if (mail === undefined || audit === undefined) throw new Error("the sample lacks a service");

const fileOf = (service: typeof mail, workload: string, name: string): string =>
  service.workloads[workload]?.files(surroundingsOf(environment, environment.site, service))[name] ?? "";

const brokers = {
  seed_brokers: ["bus-kafka-bootstrap.bus.svc.cluster.local:9093"],
  tls: {
    enabled: true,
    root_cas_file: "/etc/bento-certificate/ca.crt",
    client_certs: [{ cert_file: "/etc/bento-certificate/tls.crt", key_file: "/etc/bento-certificate/tls.key" }],
  },
};

test("where Kafka is the bus there is nothing of NATS", () => {
  const services = Object.values(environment.suite.services);
  expect(services.map(({ name }) => name)).not.toContain("bus");
  expect(services.flatMap(({ workloads }) => Object.keys(workloads))).not.toContain("bus-setup");
  const images = services.flatMap(({ workloads }) =>
    Object.values(workloads).flatMap(({ image, preparation }) => [image, ...preparation.map((step) => step.image)]),
  );
  expect(images.map(({ repository }) => repository).filter((name) => /nats/.test(name))).toEqual([]);
  const { flows, podSets } = planEnvironment(environment);
  expect(Object.keys({ ...flows, ...podSets }).filter((id) => /nats|4222/.test(id))).toEqual([]);
});

test("an environment that says nothing has NATS, and no Kafka", () => {
  const { podSets, bus } = planEnvironment(eigen);
  expect(bus).toBeUndefined();
  expect(Object.keys(podSets).filter((id) => /strimzi|bus\/kafka/.test(id))).toEqual([]);
});

test("carriers publish on the topic and are answered by two servers", () => {
  expect(JSON.parse(fileOf(mail, "events", "bento.json"))).toMatchObject({
    output: {
      switch: {
        cases: [{}, { output: { kafka_franz: { ...brokers, topic: "platform.mail.events", idempotent_write: true } } }],
      },
    },
  });
});

test("the writer reads its place, and what it can't store for as long as a hundred deliveries would take it sends away", () => {
  expect(JSON.parse(fileOf(audit, "writer", "bento.json"))).toMatchObject({
    input: {
      broker: {
        inputs: [
          ...(ai === undefined ? [] : [{}]),
          {
            kafka_franz: {
              ...brokers,
              topics: ["platform.mail.events"],
              consumer_group: "audit-mail",
              start_from_oldest: true,
            },
            processors: [{ mapping: expect.stringContaining('"platform.dead.audit.mail"') }],
          },
        ],
      },
    },
    output: {
      switch: {
        cases: [
          { check: "errored()", output: { kafka_franz: { topic: '${! metadata("dead_letter") }' } } },
          {
            output: {
              fallback: [
                { retry: { backoff: { max_elapsed_time: "9000s" } } },
                {
                  kafka_franz: { metadata: { include_prefixes: ["bestek_"] } },
                  processors: [{ mapping: expect.stringContaining('metadata("fallback_error")') }],
                },
              ],
            },
          },
        ],
      },
    },
  });
});

test("lines are numbered from one, by the topic's only partition", () => {
  const writer = fileOf(audit, "writer", "bento.json");
  expect(writer).toContain('(metadata(\\"kafka_offset\\").number() + 1).round().string()');
  expect(writer).not.toContain("nats");
});

test("who publishes or reads reaches the servers, on the port of clients alone", () => {
  const { flows } = planEnvironment(environment);
  const reach = Object.values(flows).filter(({ to }) => to.kind === "pods" && to.id === "bus/kafka");
  const services = reach.filter(({ port }) => port === 9093).map(({ from }) => (from.kind === "pods" ? from.id : ""));
  const declared = servicesOf(environment).flatMap(({ name, needs: { bus } }) =>
    bus === undefined ? [] : busClients(bus).map((workload) => `${name}/${workload}`),
  );
  expect(declared).toEqual(expect.arrayContaining(["audit/gaps", "audit/writer", "mail/events"]));
  expect(services.sort()).toEqual(declared.sort());
});

test("every server's volume holds every topic at its largest, and a zone's loss leaves two", () => {
  const { bus } = planEnvironment(environment);
  const declared = Object.values(environment.suite.services)
    .flatMap(({ needs }) => Object.values(needs.bus?.publishes ?? {}))
    .reduce((sum, { size }) => sum + size.value * 1.25, 0);
  expect(bus?.servers.value).toBe(3);
  expect(bus?.storage.value).toBeGreaterThan(declared);
});

test.each([
  ["several tenants", cloud, "is not planned for several tenants"],
  ["a second site", zuid, "is not planned for a second site"],
])("%s: refused by name, with the way out", (_, sample, says) => {
  const refused = (): unknown => defineEnvironment({ ...sample.facts, parts: { bus: "kafka" } });
  expect(refused).toThrow(says);
  expect(refused).toThrow('use "nats"');
});

test("a workload whose name no certificate's subject holds is refused", () => {
  const name = "a-service-with-quite-a-long-name";
  const { bus } = mail.needs;
  if (bus === undefined) throw new Error("mail publishes nothing");
  const services = { [name]: { ...mail, name, needs: { bus } } };
  expect(() => withKafka({ ...eigen.suite, services }, { kind: "dedicated" })).toThrow(
    "is longer than the 64 characters",
  );
});
