import fc from "fast-check";
import { changedAttributes } from "../../review/changed-attributes";
import { secretTexts } from "../../review/redact";
import { documentOf, planText, type PlannedChange } from "./plans";

function attributes(change: Omit<PlannedChange, "actions">): readonly string[] {
  const document = documentOf(planText([{ actions: ["update"], ...change }]));
  return document.resource_changes.flatMap((resource) =>
    changedAttributes(resource, secretTexts(document)).map(
      ({ path, before, after, forcesReplacement }) => `${path}: ${before} -> ${after}${forcesReplacement ? " !" : ""}`,
    ),
  );
}

test("what differs is written at its own path, what does not is left out", () => {
  expect(
    attributes({
      before: { size: 1, tags: { a: "x", b: "y" }, list: [1, 2], rules: [{ port: 80 }], gone: "z", same: true },
      after: { size: 2, tags: { a: "x", b: "z" }, list: [1], rules: [{ port: 443 }], new: null, same: true },
    }),
  ).toEqual([
    "size: 1 -> 2",
    'tags.b: "y" -> "z"',
    "list: [1,2] -> [1]",
    "rules.0.port: 80 -> 443",
    'gone: "z" -> nothing',
  ]);
});

test("a path that forces the replacement says so, at whatever depth it is named", () => {
  const change = { before: { a: { b: 1 }, c: 1 }, after: { a: { b: 2 }, c: 2 } };
  expect(attributes({ ...change, replace_paths: [["a"]] })).toEqual(["a.b: 1 -> 2 !", "c: 1 -> 2"]);
  expect(attributes({ ...change, replace_paths: [["a", "b"]] })).toEqual(["a.b: 1 -> 2 !", "c: 1 -> 2"]);
});

test("what is known after the apply alone is called so", () => {
  expect(attributes({ before: { id: "1", x: 1 }, after: { x: 1 }, after_unknown: { id: true } })).toEqual([
    'id: "1" -> (known after apply)',
  ]);
});

test.each([
  ["a marker on the whole", { before: { a: "one" }, after: { a: "two" }, after_sensitive: true }],
  ["a marker on one side", { before: { a: "one" }, after: { a: "two" }, before_sensitive: { a: true } }],
  [
    "a marker inside",
    { before: { a: [{ b: "one" }] }, after: { a: [{ b: "two" }, 3] }, after_sensitive: { a: [{ b: true }] } },
  ],
  ["a telling name", { before: { db_password: "one" }, after: { db_password: "two" } }],
  ["a telling name above", { before: { client_secret: { a: "one" } }, after: { client_secret: { a: "two" } } }],
  ["a telling name below a list that changes", { before: { a: [{ token: "one" }] }, after: { a: ["two"] } }],
  ["a kubeconfig", { before: { kubeconfig: "one" }, after: { kubeconfig: "two" } }],
])("%s hides both values", (_, change) => {
  const text = attributes(change).join("\n");
  expect(text).toContain("(sensitive)");
  expect(text).not.toMatch(/one|two/);
});

test("a secret is hidden wherever else it stands", () => {
  const text = attributes({
    before: { password_wo: "x", values: "mode=old" },
    after: { password_wo: "hunter22", values: "mode=hunter22" },
    after_sensitive: { password_wo: true },
  }).join("\n");
  expect(text).toContain("values: (sensitive) -> (sensitive)".replace("(sensitive) ->", '"mode=old" ->'));
  expect(text).not.toContain("hunter22");
});

test("long values could hold anything: their length is all that is told", () => {
  expect(attributes({ before: { values: "a".repeat(98) }, after: { values: "b".repeat(99) } })).toEqual([
    `values: "${"a".repeat(98)}" -> (101 characters)`,
  ]);
});

test("property: no text under a marker is ever written out", () => {
  const secret = fc.string({ minLength: 6, maxLength: 20, unit: "grapheme-ascii" }).map((text) => `s3cr3t${text}`);
  fc.assert(
    fc.property(secret, secret, fc.string(), (before, after, plain) => {
      const text = attributes({
        before: { a: { b: [before] }, c: plain, d: before },
        after: { a: { b: [after] }, c: `${plain}!`, d: after },
        before_sensitive: { a: { b: [true] } },
        after_sensitive: { a: { b: [true] } },
      }).join("\n");
      return !text.includes("s3cr3t");
    }),
  );
});
