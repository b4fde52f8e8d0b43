import {
  busSuiteMistakes,
  days,
  defineService,
  figure,
  mebibytes,
  noveu,
  quantity,
  Refusal,
  seconds,
  type BusNeed,
  type ServiceDefinition,
} from "bestek";

const source = { kind: "decision", ref: "this test", date: "2026-11-21" } as const;
const { mail, audit, portal } = noveu().services;
if (mail === undefined || audit === undefined || portal === undefined) throw new Error("the suite lacks a service");
const { bus } = mail.needs;
if (bus === undefined) throw new Error("mail is not on the bus");

const subscription = {
  topic: { service: "mail", name: "events" },
  worker: "events",
  acknowledgeWithin: figure(seconds(30), "time to hold a message", source),
  deliveries: figure(quantity(5, "1"), "deliveries", source),
};

const mailWith = (changed: Partial<BusNeed>): ServiceDefinition => ({
  ...mail,
  needs: { ...mail.needs, bus: { ...bus, ...changed } },
});

const refusalOf = (service: ServiceDefinition): string => {
  try {
    defineService(service);
    return "";
  } catch (refusal) {
    return refusal instanceof Refusal ? refusal.message : "";
  }
};

const topic = {
  publisher: "events",
  kept: figure(days(1), "a topic", source),
  size: figure(mebibytes(1), "a topic", source),
};

test.each<[string, Partial<BusNeed>, string]>([
  [
    "a publisher that is no workload",
    { publishes: { events: { ...topic, publisher: "clerk" } } },
    'needs.bus.publishes.events.publisher: "clerk" is no workload of this service',
  ],
  [
    "a publisher that can't show who it is",
    { publishes: { events: { ...topic, publisher: "stalwart" } } },
    'needs.bus.publishes.events.publisher: "stalwart" has nothing to show the bus who it is',
  ],
  [
    "a worker that can't show who it is",
    { consumes: { own: { ...subscription, worker: "stalwart" } } },
    'needs.bus.consumes.own.worker: "stalwart" has nothing to show the bus who it is',
  ],
  [
    "a topic of its own that it does not publish",
    { consumes: { own: { ...subscription, topic: { service: "mail", name: "letters" } } } },
    'needs.bus.consumes.own.topic: "letters" is no topic of this service',
  ],
  [
    "a name with a dot, which would be two parts of a subject",
    { publishes: { "mail.events": topic } },
    'needs.bus.publishes.mail.events: "mail.events" is not one part of a subject',
  ],
  [
    "a message that never becomes a dead letter",
    { consumes: { own: { ...subscription, deliveries: figure(quantity(-1, "1"), "deliveries", source) } } },
    "needs.bus.consumes.own.deliveries: -1 is not a number of deliveries",
  ],
])("%s is refused", (_, changed, mistake) => {
  expect(refusalOf(mailWith(changed))).toContain(mistake);
});

test("what the suite declares is not", () => {
  expect(refusalOf(mailWith({}))).toBe("");
  expect(refusalOf(mailWith({ consumes: { own: subscription } }))).toBe("");
  expect(busSuiteMistakes([mail, audit])).toEqual([]);
});

const mistakesOf = (...services: readonly ServiceDefinition[]): readonly string[] =>
  busSuiteMistakes(services).map(({ where, why }) => `${where} ${why}`);

test("a subscription to a topic that the other service does not publish is a mistake", () => {
  expect(mistakesOf(mailWith({ publishes: {} }), audit)).toEqual([
    'services.audit.needs.bus.consumes.mail is no topic of service "mail"',
  ]);
});

test("nobody reads across accounts", () => {
  expect(mistakesOf(mail, { ...audit, tenancy: "multi-tenant" })).toEqual([
    'services.audit.needs.bus.consumes.mail is not the tenancy of "mail", and no account of the bus sees another\'s messages',
  ]);
});

test("a dead letter does not outlive the message that it names", () => {
  const short = { events: { ...topic, kept: figure(days(13), "a topic", source) } };
  expect(mistakesOf(mailWith({ publishes: short }), audit)).toEqual([
    'services.audit.needs.bus.deadLettersKept is longer than topic "mail.events" keeps the message that a dead letter names',
  ]);
});

test("a service that the architect left out is waited for by nobody", () => {
  expect(mistakesOf(audit)).toEqual([]);
});
