import { createServer, type Server } from "node:http";
import type { Need, NeedCheck } from "../../../audit";
import { checkNeed, isAtLeast } from "../../../cli/preflight/check-need";
import { theWorld, type World } from "../../../cli/preflight/world";

const world: World = {
  variables: { A: "secret-a", B: "secret-b", EMPTY: "" },
  run: (command, words) =>
    Promise.resolve(
      command === "az"
        ? { code: words.includes("fails") ? 1 : 0, output: `${words.at(-1) ?? ""}\n`, complaints: "" }
        : {
            code: 0,
            output: command === "tofu" ? '{"terraform_version":"1.11.2"}' : '{"terraform_version":"1.10.9"}',
            complaints: "",
          },
    ),
  has: (program) => program === "terraform" || program === "tofu" || program === "az",
  nameServers: (zone) =>
    Promise.resolve(
      zone === "example.eu"
        ? ["dns10.ovh.net", "ns10.ovh.net"]
        : { code: zone === "gone.example" ? "ENOTFOUND" : "ETIMEOUT" },
    ),
  answer: (url) => Promise.resolve({ "https://there/": 200, "https://gone/": 404, "https://closed/": 403 }[url]),
};

const look = (check: NeedCheck, online = true) => {
  const need: Need = { id: "x", group: "state", what: "x", readFrom: "x", way: "x", stacks: [], check };
  return checkNeed(need, world, online);
};
const told = (said: string, wanted: Extract<NeedCheck, { kind: "told" }>["wanted"]) =>
  ({ kind: "told", by: "az", words: ["show", said], wanted }) as const;
const ofOvh = [/\.ovh\.net$/];

const cases: readonly (readonly [name: string, check: NeedCheck, state: string, because: string])[] = [
  ["a whole set of variables", { kind: "variables", anyOf: [["C"], ["A", "B"]] }, "ok", "A and B are set"],
  ["half a set", { kind: "variables", anyOf: [["A", "C"]] }, "missing", "C not set"],
  ["an empty variable", { kind: "variables", anyOf: [["EMPTY"]] }, "missing", "not set"],
  [
    "variables that others may stand in for",
    { kind: "variables", anyOf: [["C"]], otherwise: "a profile may" },
    "unknown",
    "no variable is set; a profile may",
  ],
  [
    "a variable that names another file",
    { kind: "variables", anyOf: [["A"]], endingIn: "zuid/terraform.tfrc" },
    "missing",
    "A names another file than zuid/terraform.tfrc",
  ],
  ["a variable that names our file", { kind: "variables", anyOf: [["A"]], endingIn: "-a" }, "ok", "A is set"],
  ["a program", { kind: "program", anyOf: ["az"] }, "ok", "az is on the path"],
  ["no program", { kind: "program", anyOf: ["kubelogin"] }, "missing", "not on the path: kubelogin"],
  [
    "one of two programs that is new enough",
    { kind: "program", anyOf: ["terraform", "tofu"], atLeast: "1.11.0" },
    "ok",
    "tofu 1.11.2",
  ],
  [
    "a program that is too old",
    { kind: "program", anyOf: ["terraform"], atLeast: "1.11.0" },
    "missing",
    "terraform 1.10.9: 1.11.0 or newer is needed",
  ],
  [
    "a zone with its keeper's servers",
    { kind: "name-servers", zone: "example.eu", ofDomains: ofOvh },
    "ok",
    "delegated to dns10.ovh.net, ns10.ovh.net",
  ],
  [
    "a zone with another's servers",
    { kind: "name-servers", zone: "example.eu", ofDomains: [/\.azure-dns\.com$/] },
    "missing",
    "delegated to dns10",
  ],
  [
    "a zone that nobody delegated",
    { kind: "name-servers", zone: "gone.example", ofDomains: ofOvh },
    "missing",
    "delegated to nobody",
  ],
  [
    "name servers out of reach",
    { kind: "name-servers", zone: "slow.example", ofDomains: ofOvh },
    "unknown",
    "ETIMEOUT",
  ],
  ["a host", { kind: "answer", url: "https://closed/", mustExist: false }, "ok", "answers (403)"],
  ["a host that is silent", { kind: "answer", url: "https://silent/", mustExist: false }, "missing", "does not answer"],
  [
    "a bucket that is not there",
    { kind: "answer", url: "https://gone/", mustExist: true },
    "missing",
    "does not exist",
  ],
  [
    "a bucket behind a closed door",
    { kind: "answer", url: "https://closed/", mustExist: true },
    "unknown",
    "refuses strangers (403)",
  ],
  ["a word that a cloud says", told("Registered", { word: "Registered" }), "ok", "it is Registered"],
  ["another word", told("NotRegistered", { word: "Registered" }), "missing", "it is NotRegistered"],
  [
    "another word that is no fault",
    { ...told("NotRegistered", { word: "Registered" }), otherwise: "Terraform does" },
    "unknown",
    "it is NotRegistered; Terraform does",
  ],
  ["a limit that is too low", told("32.0", { atLeast: 64 }), "missing", "the limit is 32"],
  ["a limit that others share", told("64.0", { atLeast: 64 }), "unknown", "the limit is 64, of which the account may"],
  ["a limit that is no number", told("None", { atLeast: 1 }), "unknown", "az tells no number"],
  ["a cloud that refuses to say", told("fails", { atLeast: 1 }), "unknown", "az does not tell"],
  ["a cloud that nobody can ask", { ...told("1", { atLeast: 1 }), by: "aws" }, "unknown", "aws is not on the path"],
  ["what only a person knows", { kind: "person", why: "ask" }, "unknown", "ask"],
];

test.each(cases)("%s", async (_, check, state, because) => {
  const finding = await look(check);
  expect(finding).toEqual({ state, because: expect.stringContaining(because) });
  expect(finding.because).not.toContain("secret-");
});

test("without --online the network is left alone, and says so", async () => {
  for (const check of [
    { kind: "answer", url: "https://there/", mustExist: true },
    { kind: "name-servers", zone: "example.eu", ofDomains: ofOvh },
    told("Registered", { word: "Registered" }),
  ] as const) {
    expect(await look(check, false)).toEqual({ state: "unknown", because: "the network is asked with --online only" });
  }
});

test.each([
  ["1.11.0", "1.11.0", true],
  ["1.11.4", "1.11.0", true],
  ["1.9.9", "1.11.0", false],
  ["2.0.0", "1.11.0", true],
  ["1.12.0-rc1", "1.11.0", true],
])("%s is at least %s: %s", (version, least, expected) => {
  expect(isAtLeast(version, least)).toBe(expected);
});

describe("the world itself", () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer((_, response) => response.writeHead(418).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => server.close());

  test("hosts are asked by HEAD, programs looked up on the path", async () => {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const real = theWorld({ PATH: process.env["PATH"] });
    expect(await real.answer(`http://127.0.0.1:${String(port)}/`)).toBe(418);
    expect(await real.answer("http://127.0.0.1:1/")).toBeUndefined();
    expect([real.has("sh"), real.has("no-such-program")]).toEqual([true, false]);
  });
});
