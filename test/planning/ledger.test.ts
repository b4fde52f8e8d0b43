import { figure, quantity, replicas, users } from "bestek";
import { figureId, Ledger } from "../../planning/ledger";

const source = { kind: "decision", ref: "this test", date: "2026-11-21" } as const;

describe("a ledger", () => {
  test("names inputs by the paths under which they were entered, each once", () => {
    const ledger = new Ledger();
    const count = ledger.fact("users", users(10), "named users", source);
    const each = ledger.figure("users-per-replica", figure(quantity(4, "users/replica"), "carried", source));
    const planned = ledger.derive("services.mail.replicas", replicas(3), {
      rule: "replicas",
      from: [count, each, count],
      because: "10 / 4",
    });
    expect(planned).toEqual({
      value: 3,
      unit: "replicas",
      rule: "replicas",
      from: ["facts.users", "figures.users-per-replica"],
      because: "10 / 4",
    });
    expect(ledger.pathOf(planned)).toBe("services.mail.replicas");
  });

  test("refuses an input that was never entered", () => {
    const stranger = { value: 1, unit: "1", rule: "figure", from: [], because: "from elsewhere" } as const;
    expect(() =>
      new Ledger().derive("load.x", quantity(1, "1"), { rule: "x", from: [stranger], because: "x" }),
    ).toThrow("never entered");
  });

  test("takes the same figure twice, but no other one under its id", () => {
    const ledger = new Ledger();
    const one = figure(quantity(1, "1"), "one", source);
    expect(ledger.figure("x", one)).toEqual(ledger.figure("x", one));
    expect(() => ledger.figure("x", figure(quantity(2, "1"), "one", source))).toThrow("entered twice");
    expect(() => ledger.figure("x", { ...one, source: { ...source, date: "2025" } })).toThrow("entered twice");
  });

  test("holds nothing that JSON can't say", () => {
    const ledger = new Ledger();
    expect(Object.is(ledger.fact("x", quantity(-0, "1"), "zero", source).value, 0)).toBe(true);
    expect(() => ledger.fact("y", quantity(Infinity, "1"), "endless", source)).toThrow("not finite");
    expect(() => ledger.fact("z", quantity(NaN, "1"), "nothing", source)).toThrow("not finite");
  });

  test("writes ids in kebab-case", () => {
    expect(figureId("azure", "Standard_D8s_v5", "price", "westeurope")).toBe("azure-standard-d8s-v5-price-westeurope");
  });
});
