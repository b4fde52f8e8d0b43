import { createHash } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { bestek } from "./command";

const project = "0123456789abcdef0123456789abcdef";
const cluster = "01234567-89ab-cdef-0123-456789abcdef";
const path = `/1.0/cloud/project/${project}/kube/${cluster}/kubeconfig`;
const application = {
  OVH_APPLICATION_KEY: "app-key",
  OVH_APPLICATION_SECRET: "app-secret",
  OVH_CONSUMER_KEY: "consumer-key",
};
const account = { OVH_CLIENT_ID: "client-id", OVH_CLIENT_SECRET: "client-secret" };

const encode = (text: string): string => Buffer.from(text).toString("base64");
const kubeconfig = `apiVersion: v1
kind: Config
users:
  - name: kubernetes-admin
    user:
      client-certificate-data: ${encode("CERTIFICATE\n")}
      client-key-data: ${encode("KEY\n")}
`;

interface Seen {
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: Server;
let seen: Seen[] = [];
let answers: Record<string, { readonly status?: number; readonly body: unknown }> = {};

beforeAll((done) => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const line = `${request.method ?? ""} ${request.url ?? ""}`;
      seen.push({ line, headers: request.headers, body: Buffer.concat(parts).toString() });
      const { status = 200, body } = answers[line] ?? { status: 404, body: { message: "none" } };
      response.writeHead(status, { "Content-Type": "application/json", Location: "http://127.0.0.1:9/" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  }).listen(0, "127.0.0.1", done);
});

afterAll((done) => {
  server.close(done);
});

beforeEach(() => {
  seen = [];
  answers = {
    "GET /1.0/auth/time": { body: 1_789_000_000 },
    "POST /token": { body: { access_token: "token-of-an-hour" } },
    [`POST ${path}`]: { body: { content: kubeconfig } },
  };
});

const address = (): string => {
  const at: AddressInfo | string | null = server.address();
  return typeof at === "object" && at !== null ? `http://127.0.0.1:${String(at.port)}` : "";
};

const call = (variables: Record<string, string>, ...words: readonly string[]) =>
  bestek(
    [
      ...["credential", "ovh", "--project", project, "--cluster", cluster],
      ...["--endpoint", `${address()}/1.0`, "--token-endpoint", `${address()}/token`],
      ...words,
    ],
    { variables },
  );

const expected = {
  apiVersion: "client.authentication.k8s.io/v1",
  kind: "ExecCredential",
  status: { clientCertificateData: "CERTIFICATE\n", clientKeyData: "KEY\n" },
};

test("an application signs the call with the API's own time, and the credential comes out alone", async () => {
  const ran = await call(application);
  expect({ ...ran, output: JSON.parse(ran.output) }).toEqual({ exitCode: 0, complaints: "", output: expected });
  expect(seen.map(({ line }) => line)).toEqual(["GET /1.0/auth/time", `POST ${path}`]);
  const signed = `app-secret+consumer-key+POST+${address()}${path}++1789000000`;
  expect(seen[1]?.headers).toMatchObject({
    "x-ovh-application": "app-key",
    "x-ovh-consumer": "consumer-key",
    "x-ovh-timestamp": "1789000000",
    "x-ovh-signature": `$1$${createHash("sha1").update(signed).digest("hex")}`,
  });
});

test("a service account exchanges its secret for a token first", async () => {
  const ran = await call(account);
  expect(JSON.parse(ran.output)).toEqual(expected);
  expect(seen.map(({ line }) => line)).toEqual(["POST /token", `POST ${path}`]);
  expect(seen[0]?.body).toBe("grant_type=client_credentials&client_id=client-id&client_secret=client-secret&scope=all");
  expect(seen[1]?.headers.authorization).toBe("Bearer token-of-an-hour");
});

test.each([
  ["the API says no", "POST", path, { status: 403, body: { message: "app-secret client-secret" } }],
  ["the API sends elsewhere", "POST", path, { status: 302, body: "" }],
  ["a proxy answers", "POST", path, { body: "<html>app-secret client-secret</html>" }],
  ["the kubeconfig holds no certificate", "POST", path, { body: { content: "users: []" } }],
  ["the kubeconfig is no YAML", "POST", path, { body: { content: "app-secret: [client-secret" } }],
])("%s: refused, and no secret is repeated", async (_, method, where, answer) => {
  answers[`${method} ${where}`] = answer;
  for (const variables of [application, account]) {
    const ran = await call(variables, "--verbose");
    expect({ exitCode: ran.exitCode, output: ran.output }).toEqual({ exitCode: 1, output: "" });
    expect(ran.complaints).toContain("the cluster's credential is refused: 1 mistake");
    expect(ran.complaints).not.toMatch(/app-secret|consumer-key|client-secret|token-of-an-hour/);
  }
});

test("the code of a refusing API is named with the way out", async () => {
  answers["POST /token"] = { status: 401, body: {} };
  expect((await call(account)).complaints).toBe(
    [
      "the cluster's credential is refused: 1 mistake",
      `✖ ${address()}/token: answered 401 to POST`,
      "  → check that the credentials are valid and may do this",
      "",
    ].join("\n"),
  );
});

test("an API that can't be reached is named", async () => {
  expect((await call(application, "--endpoint", "http://127.0.0.1:9/1.0")).complaints).toContain(
    "✖ http://127.0.0.1:9/1.0/auth/time: can't be reached",
  );
});

test("missing, incomplete and contradicting variables are refused before any call", async () => {
  const incomplete = { OVH_APPLICATION_KEY: "app-key", OVH_CONSUMER_KEY: "consumer-key" };
  for (const variables of [{}, incomplete]) {
    expect((await call(variables)).complaints).toBe(
      [
        "the cluster's credential is refused: 1 mistake",
        "✖ OVH_APPLICATION_KEY and OVH_CLIENT_ID: are not set, or not completely",
        "  → set OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET, OVH_CONSUMER_KEY, or OVH_CLIENT_ID and OVH_CLIENT_SECRET of a service account",
        "",
      ].join("\n"),
    );
  }
  expect((await call({ ...application, ...account })).complaints).toContain("it is open which of them counts");
  expect(seen).toEqual([]);
});

test("ids that are none, and addresses without encryption, are refused before any call", async () => {
  const ran = await call(
    application,
    "--project",
    "../me",
    "--cluster",
    "x",
    "--endpoint",
    "http://127.0.0.1.example/1.0",
  );
  expect(ran.complaints).toBe(
    [
      "the cluster's credential is refused: 3 mistakes",
      '✖ --project: "../me" is not a Public Cloud project',
      "  → copy the 32 hexadecimal digits of the project id",
      '✖ --cluster: "x" is not a cluster id',
      "  → copy the cluster's UUID",
      '✖ --endpoint: "http://127.0.0.1.example/1.0" is not an https address',
      "  → write it as https://eu.api.ovh.com/1.0",
      "",
    ].join("\n"),
  );
  expect(seen).toEqual([]);
});
