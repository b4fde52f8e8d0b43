import { programMistakes, programSuiteMistakes, type Program } from "../../language";
import { mail as mailOf } from "../../suites/noveu/mail";
import { mailRules } from "../../suites/noveu/mail-rules";
import { portal } from "../../suites/noveu/portal";

const mail = mailOf(mailRules);

const declaring = (programs: Readonly<Record<string, Program>>, service = portal) =>
  ({
    ...service,
    needs: { oidc: { client: "confidential", redirects: [], programs } },
  }) as const;

const page: Program = { title: "A", redirects: [{ kind: "page", label: "portal", path: "/back" }] };

const whys = (programs: Readonly<Record<string, Program>>): readonly string[] =>
  programMistakes(declaring(programs)).map(({ where, why }) => `${where} ${why}`);

test("programs with an id and an address of their own are taken", () => {
  const desk: Program = { title: "B", redirects: [{ kind: "loopback", path: "/" }] };
  expect(whys({ page, desk })).toEqual([]);
  expect(programMistakes(mail)).toEqual([]);
});

test.each<[string, Readonly<Record<string, Program>>, string]>([
  ["the service's own id", { portal: page }, "is the client of the service itself"],
  ["an id that is none", { "A b": page }, "is no client id"],
  ["nowhere to come back to", { a: { title: "A", redirects: [] } }, "are missing"],
  ["a pattern", { a: { title: "A", redirects: [{ kind: "loopback", path: "/*" }] } }, "is no plain path"],
  ["a way up", { a: { title: "A", redirects: [{ kind: "loopback", path: "/../x" }] } }, "is no plain path"],
  [
    "an address of nobody's",
    { a: { title: "A", redirects: [{ kind: "page", label: "shop", path: "/" }] } },
    "is no address of this service",
  ],
])("%s is refused", (_, programs, why) => {
  expect(whys(programs).join()).toContain(why);
});

test("a realm has each client once", () => {
  const one = declaring({ reader: page });
  const other = declaring({ reader: page, portal: page }, { ...portal, name: "other" });
  expect(programSuiteMistakes([one, other]).map(({ where }) => where)).toEqual([
    "services.other.needs.oidc.programs.reader",
    "services.other.needs.oidc.programs.portal",
  ]);
});
