import { pinLocked } from "../../lock";
import { defineEnvironment, dedicated, noveu, shared, type Environment, type EnvironmentFacts } from "bestek";
import { paris } from "../planning/sample-environments";
import { lock } from "./standing";

const facts: EnvironmentFacts = {
  name: "zuid",
  stage: "production",
  suite: noveu({ without: ["files"] }),
  users: { usage: "seed" },
  tenancy: shared({
    customer: "Noveu",
    domain: "cloud.example.eu",
    cells: 3,
    tenants: {
      a: { customer: "A", domain: "a.example.eu", users: 10 },
      b: { customer: "B", domain: "b.example.eu", users: 10, cell: 2 },
      c: { customer: "C", domain: "c.example.eu", users: 10 },
    },
  }),
  site: paris,
  runner: { network: "198.51.100.7/32" },
  recovery: { kind: "backup-restore", offsite: "GRA" },
  dns: { kind: "provider-zone", zone: "example.eu" },
  registry: { mirror: "registry.example.eu", pullSecret: "registry-pull", providers: "https://registry.example.eu/p/" },
  state: { bucket: "zuid-state", region: "DE" },
  certificates: { contact: "platform@example.eu" },
};

const environment = defineEnvironment(facts);
const known = {
  versions: { ...lock.versions, kubernetes: "1.33", postgresql: "15" },
  tenants: { a: { cell: 0 }, b: { cell: 1 } },
};
const cells = ({ tenancy }: Environment): unknown =>
  tenancy.kind === "shared" ? Object.values(tenancy.tenants).map(({ cell }) => cell) : undefined;

test("without a lock nothing is pinned", () => {
  expect(pinLocked(environment, undefined)).toBe(environment);
});

test("where the facts say nothing the lock does: versions, and the cells that hold the tenants' rows", () => {
  const pinned = pinLocked(environment, known);
  expect(pinned).toMatchObject({ kubernetes: "1.33", postgresql: "15" });
  expect(cells(pinned)).toEqual([0, 2, undefined]);
  expect(Object.isFrozen(pinned)).toBe(true);
});

test("what the facts say is kept, for the comparison to judge", () => {
  const written = defineEnvironment({ ...facts, kubernetes: "1.34", postgresql: "17" });
  expect(pinLocked(written, known)).toMatchObject({ kubernetes: "1.34", postgresql: "17" });
});

test("a cell that is gone pins nobody, and a dedicated environment has none", () => {
  expect(cells(pinLocked(environment, { ...known, tenants: { a: { cell: 3 } } }))).toEqual([undefined, 2, undefined]);
  const own = defineEnvironment({
    ...facts,
    users: { count: 10, usage: "seed" },
    tenancy: dedicated({ customer: "A", domain: "a.example.eu" }),
  });
  expect(pinLocked(own, known).tenancy).toEqual(own.tenancy);
});

test("a version that this bestek does not know is refused with the way out", () => {
  expect(() => pinLocked(environment, { ...known, versions: { ...known.versions, kubernetes: "1.29" } })).toThrow(
    '"1.29" is a version that this bestek does not know\n  → install the bestek release that wrote the lock',
  );
});
