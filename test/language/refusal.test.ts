import { Refusal } from "../../language";

test("a refusal says where, what value, why and the way out, for every mistake", () => {
  const refusal = new Refusal('environment "zuid"', [
    {
      where: "site.region",
      value: "eu-west-2",
      why: "is in London, not in the EU",
      wayOut: "choose one of eu-west-1, eu-west-3",
    },
    { where: "users.count", value: undefined, why: "is missing", wayOut: "write a number" },
  ]);
  expect(refusal.message).toBe(
    [
      'environment "zuid" is refused: 2 mistakes',
      '✖ site.region: "eu-west-2" is in London, not in the EU',
      "  → choose one of eu-west-1, eu-west-3",
      "✖ users.count: is missing",
      "  → write a number",
    ].join("\n"),
  );
});
