import { defineEnvironment, Refusal, shared, type EnvironmentFacts } from "../../index";
import { facts } from "./facts";

type Tenants = Extract<EnvironmentFacts["tenancy"], { kind: "shared" }>["tenants"];

const tenant = (domain: string, more: Partial<Tenants[string]> = {}): Tenants[string] => ({
  customer: "Someone",
  domain,
  users: 100,
  ...more,
});

const define = (tenants: Tenants, changes: Partial<EnvironmentFacts> = {}) =>
  defineEnvironment({
    ...facts,
    users: { usage: "seed" },
    tenancy: shared({ customer: "Noveu", domain: "cloud.example.eu", cells: 2, tenants }),
    ...changes,
  });

const mistakesOf = (...input: Parameters<typeof define>) => {
  try {
    define(...input);
    return [];
  } catch (problem) {
    if (problem instanceof Refusal) return problem.mistakes.map(({ where, why }) => `${where}: ${why}`);
    throw problem;
  }
};

test("users are those of the tenants together", () => {
  const environment = define({ alba: tenant("alba.example.eu"), borg: tenant("borg.example.eu", { users: 50 }) });
  expect(environment.users.count).toBe(150);
});

describe("refused", () => {
  test.each<[string, Tenants, Partial<EnvironmentFacts>, readonly string[]]>([
    ["no tenant at all", {}, {}, ["tenancy.tenants: names no tenant"]],
    [
      "a count of users that is not the sum",
      { alba: tenant("alba.example.eu") },
      { users: { count: 99, usage: "seed" } },
      ["users.count: differs from the 100 users that the tenants have together"],
    ],
    [
      "a domain twice",
      { alba: tenant("alba.example.eu"), borg: tenant("alba.example.eu") },
      {},
      ['tenancy.tenants.borg.domain: is the domain of tenant "alba" too'],
    ],
    [
      "the platform's own domain",
      { alba: tenant("cloud.example.eu") },
      {},
      ["tenancy.tenants.alba.domain: is an address of the platform itself"],
    ],
    [
      "an address of the platform",
      { alba: tenant("iam.cloud.example.eu") },
      {},
      ["tenancy.tenants.alba.domain: is an address of the platform itself"],
    ],
    [
      "a domain among the names by which tenants are looked up",
      { alba: tenant("x.mail.cloud.example.eu") },
      {},
      ["tenancy.tenants.alba.domain: lies where the platform names tenants' services for look-ups by protocol"],
    ],
    [
      "a domain that holds the platform's",
      { alba: tenant("example.eu") },
      {},
      [`tenancy.tenants.alba.domain: holds the platform's own domain "cloud.example.eu"`],
    ],
    [
      "a domain within another tenant's",
      { alba: tenant("alba.example.eu"), borg: tenant("mail.alba.example.eu") },
      {},
      [
        'tenancy.tenants.borg.domain: lies in "alba.example.eu", the domain of tenant "alba", whose host names and headers reach into it',
      ],
    ],
    [
      "an id that begins with another's",
      { alba: tenant("alba.example.eu"), "alba-zuid": tenant("zuid.example.eu") },
      {},
      ['tenancy.tenants.alba-zuid: starts with the id of tenant "alba"'],
    ],
    [
      "an id that ends as a site does",
      { "alba-eu-west-par": tenant("alba.example.eu") },
      {},
      [
        'tenancy.tenants.alba-eu-west-par: ends in "eu-west-par", as the names of the stacks of a tenant at that site do',
      ],
    ],
    [
      "an id that ends as a site may one day",
      { "alba-westeurope": tenant("alba.example.eu") },
      {},
      ['tenancy.tenants.alba-westeurope: ends in "westeurope", as the names of the stacks of a tenant at that site do'],
    ],
    [
      "Keycloak's own realm",
      { master: tenant("alba.example.eu") },
      {},
      ["tenancy.tenants.master: is the name of a realm that is no tenant's"],
    ],
    [
      "a cell that there is not",
      { alba: tenant("alba.example.eu", { cell: 2 }) },
      {},
      ["tenancy.tenants.alba.cell: is no cell: there are 2, numbered from 0"],
    ],
  ])("%s", (_, tenants, changes, expected) => {
    expect(mistakesOf(tenants, changes)).toEqual(expected);
  });

  test("every mistake at once", () => {
    expect(
      mistakesOf({
        master: tenant("cloud.example.eu"),
        borg: tenant("borg.example.eu", { cell: 7 }),
        "borg-west": tenant("borg.example.eu"),
      }),
    ).toHaveLength(5);
  });
});

test("tenants below the platform's domain are welcome", () => {
  expect(mistakesOf({ alba: tenant("alba.cloud.example.eu"), borg: tenant("borg.cloud.example.eu") })).toEqual([]);
});
