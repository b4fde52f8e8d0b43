import { guarded, type GuardCase } from "./guard";

const firewall = "http://127.0.0.1:8090";
const asked = "http://portal-sign-in.portal.svc.cluster.local:4180/oauth2/auth";
const decides = "http://authorization-opa.authorization.svc.cluster.local:8181/v1/data/bestek/gateway/decision";

const open = `{ firewall = "${firewall}", slashes = "refused" }`;
const signedIn = `{ firewall = "${firewall}", slashes = "refused", sign_in = "${asked}", authorization = "${decides}",
  issuer = "https://iam.example.eu/realms/workspace", audience = "portal", rules = "[]" }`;

const clean = `["${firewall}"] = { status = 204 }`;
const known = `["${asked}"] = { status = 202, headers = { ["X-Auth-Request-Access-Token"] = "abc" } }`;
const allowed = `["${decides}"] = { status = 200, body = { result = { allowed = true, headers = { ["x-signed-in-as"] = "jansen" } } } }`;

const ask = (one: Partial<GuardCase>): readonly string[] =>
  guarded({ settings: open, request: "{}", answers: `{ ${clean} }`, ...one });
const answers = (...some: readonly string[]): string => `{ ${some.join(", ")} }`;
const last = (lines: readonly string[]): string | undefined => lines.at(-1);
const answered = (lines: readonly string[]): boolean => lines.some((line) => line.startsWith("answers"));

describe("the firewall", () => {
  test("is asked about every request, with its path, its query and its body", () => {
    const lines = ask({
      request: `{ method = "POST", path = "/a", query = "b=1", headers = { ["content-length"] = "3" }, body = "c=d" }`,
    });
    expect(lines[0]).toBe(`asks POST ${firewall}/a?b=1 c=d`);
    expect(answered(lines)).toBe(false);
  });

  test.each([
    ["refuses", `{ ["${firewall}"] = { status = 403 } }`, "answers 403"],
    ["does not answer", "{}", "answers 503"],
    ["has a fault", `{ ["${firewall}"] = { status = 500 } }`, "answers 503"],
    ["says something else", `{ ["${firewall}"] = { status = 200 } }`, "answers 503"],
  ])("nothing passes where it %s", (_, given, answer) => {
    expect(last(ask({ answers: given }))).toContain(answer);
  });

  test("a large body is not held for it", () => {
    const lines = ask({ request: `{ method = "PUT", headers = { ["content-length"] = "131073" }, body = "x" }` });
    expect(lines[0]).toBe(`asks PUT ${firewall}/ -`);
  });

  test("parameters of unknown length are refused, files of unknown length are not", () => {
    const sent = (kind: string): string =>
      `{ method = "POST", headers = { ["transfer-encoding"] = "chunked", ["content-type"] = "${kind}" } }`;
    expect(last(ask({ request: sent("application/json") }))).toContain("answers 411");
    expect(last(ask({ request: sent("multipart/form-data; boundary=x") }))).toContain("answers 411");
    expect(answered(ask({ request: sent("application/octet-stream") }))).toBe(false);
  });

  test("what belongs to one connection stays there", () => {
    const lines = ask({ request: `{ headers = { ["transfer-encoding"] = "chunked" } }` });
    expect(lines).not.toContainEqual(expect.stringContaining("shows transfer-encoding"));
  });
});

describe("encoded slashes", () => {
  test.each(["/a%2fb", "/a%2Fb", "/a%5Cb", "/a\\\\b"])("%s is refused", (path) => {
    expect(ask({ request: `{ path = "${path}" }` })).toEqual([expect.stringContaining("answers 400")]);
  });

  test("pass where the route keeps them", () => {
    const kept = `{ firewall = "${firewall}", slashes = "kept" }`;
    expect(answered(ask({ settings: kept, request: `{ path = "/a%2Fb" }` }))).toBe(false);
  });
});

describe("the sign-in", () => {
  const page = `{ path = "/files", query = "a=b", headers = { accept = "text/html", cookie = "s=1", authorization = "Bearer forged" } }`;
  const of = (given: string, request = page): readonly string[] => ask({ settings: signedIn, request, answers: given });

  test("asks who it is, then who may pass, and hands on who comes", () => {
    const lines = of(answers(clean, known, allowed));
    expect(answered(lines)).toBe(false);
    expect(lines).toContain(`asks GET ${asked} -`);
    expect(lines).toContain(`asks POST ${decides} /files?a=b Bearer abc https://iam.example.eu/realms/workspace`);
    expect(last(lines)).toBe("sets x-signed-in-as jansen");
  });

  test("what a client says of itself is taken off before anybody is asked", () => {
    const lines = of(answers(clean, known, allowed));
    const first = lines.indexOf(`asks GET ${asked} -`);
    expect(lines.indexOf("clears authorization")).toBeLessThan(first);
    expect(lines.indexOf("clears x-signed-in-as")).toBeLessThan(first);
    expect(lines.indexOf("clears authorization")).toBeGreaterThanOrEqual(0);
  });

  test("is not asked about what the firewall refuses", () => {
    const lines = of(answers(`["${firewall}"] = { status = 403 }`, known, allowed));
    expect(lines).not.toContain(`asks GET ${asked} -`);
  });

  const stranger = `["${asked}"] = { status = 401 }`;

  test("a browser is led to it, and back to where it was going", () => {
    expect(last(of(answers(clean, stranger, allowed)))).toBe("answers 302 - /oauth2/start?rd=%2Ffiles%3Fa%3Db");
  });

  test("a program is told", () => {
    expect(last(of(answers(clean, stranger, allowed), `{ headers = { accept = "*/*" } }`))).toContain("answers 401");
    expect(
      last(of(answers(clean, stranger, allowed), `{ method = "POST", headers = { accept = "text/html" } }`)),
    ).toContain("answers 401");
  });

  test.each([
    ["it does not answer", answers(clean, allowed), "answers 503"],
    ["it has a fault", answers(clean, `["${asked}"] = { status = 500 }`, allowed), "answers 503"],
    ["it gives no token", answers(clean, `["${asked}"] = { status = 202 }`, allowed), "answers 503"],
    ["nobody decides", answers(clean, known), "answers 503"],
    ["who decides has a fault", answers(clean, known, `["${decides}"] = { status = 500 }`), "answers 503"],
    ["the decision is empty", answers(clean, known, `["${decides}"] = { status = 200, body = {} }`), "answers 403"],
    [
      "the decision is no document",
      answers(clean, known, `["${decides}"] = { status = 200, body = "yes" }`),
      "answers 403",
    ],
    [
      "the decision is no",
      answers(clean, known, `["${decides}"] = { status = 200, body = { result = { allowed = false } } }`),
      "answers 403",
    ],
    [
      "the decision is something like yes",
      answers(clean, known, `["${decides}"] = { status = 200, body = { result = { allowed = "true" } } }`),
      "answers 403",
    ],
  ])("nobody passes where %s", (_, given, answer) => {
    expect(last(of(given))).toContain(answer);
  });
});
