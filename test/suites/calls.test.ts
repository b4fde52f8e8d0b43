import { parse } from "yaml";
import { defineEnvironment, noveu } from "../../index";
import west from "../../environments/noveu-west";
import zuid from "../../environments/noveu-zuid";
import { renderCharts } from "../../charts";
import { Refusal, type Exposure, type Surroundings } from "../../language";
import { planEnvironment } from "../../planning";
import { surroundingsOf } from "../../planning/placement";
import { calls } from "../../suites/noveu/calls";
import { chat } from "../../suites/noveu/chat";
import { chatRules, type Calls, type ChatRules } from "../../suites/noveu/chat-rules";
import { facts } from "../environments/facts";

const environment = defineEnvironment(facts);
const group = chatRules.calls;
const service = calls(group, chatRules.federation);
const at = surroundingsOf(environment, environment.site, service);
const none: ChatRules = { ...chatRules, calls: { kind: "none" } };

const workloadOf = (from: ReturnType<typeof chat>, name: string) => {
  const workload = from.workloads[name];
  if (workload === undefined) throw new Error(`${from.name} has no ${name}`);
  return workload;
};

const livekit = workloadOf(service, "livekit");
const authorization = workloadOf(service, "authorization");

const livekitConfig = (from: Surroundings = at): unknown => parse(livekit.files(from)["livekit.yaml"] ?? "");
const homeserver = (rules: ChatRules = chatRules): unknown =>
  parse(workloadOf(chat(rules), "main").files(at)["homeserver.yaml"] ?? "");
const webFile = (name: string, rules: ChatRules = chatRules): unknown =>
  JSON.parse(workloadOf(chat(rules), "web").files(at)[name] ?? "null");

describe("the media server", () => {
  test("asks nobody on the internet for an address, and sends no client to others for one", () => {
    expect(livekitConfig()).toMatchObject({
      rtc: { use_external_ip: false, use_ice_lite: true, stun_servers: [`${at.hostname("turn")}:443`] },
    });
    expect(livekitConfig()).not.toHaveProperty("rtc.node_ip");
    expect(livekit.egress.filter(({ kind }) => kind === "internet")).toEqual([]);
  });

  test("relays all media behind the gateway, under the name and port that clients are sent to", () => {
    expect(livekitConfig()).toMatchObject({
      rtc: { udp_port: livekit.ports["media"]?.port, tcp_port: 0 },
      turn: {
        enabled: true,
        domain: at.hostname("turn"),
        tls_port: livekit.ports["relay"]?.port,
        external_tls: true,
        allow_restricted_peer_cidrs: [at.podNetwork],
      },
    });
    expect(service.exposes).toContainEqual(
      expect.objectContaining({ kind: "tls", label: "turn", workload: "livekit", port: "relay" }),
    );
  });

  test("finds rooms of other servers over the cache, and their media over the ports that it declares", () => {
    expect(livekitConfig()).toMatchObject({ redis: { address: `${at.cache().host}:${String(at.cache().port)}` } });
    expect(livekit.ports["media"]).toMatchObject({ protocol: "UDP" });
    expect(livekit.egress).toContainEqual({ kind: "service", service: "calls", workload: "livekit", port: "media" });
  });

  test("makes no room unasked, and tells who left to the service that asks for rooms", () => {
    expect(livekitConfig()).toMatchObject({
      room: { auto_create: false },
      webhook: {
        urls: [
          `http://${at.workload("calls", "authorization")}:${String(authorization.ports["http"]?.port)}/sfu_webhook`,
        ],
      },
    });
    expect(livekit.egress).toContainEqual({
      kind: "service",
      service: "calls",
      workload: "authorization",
      port: "http",
    });
  });

  test("has its key in no file", () => {
    expect(JSON.stringify(livekitConfig())).not.toContain("key");
    const variables = livekit.environment(at);
    for (const name of [...(livekit.command ?? []).join(" ").matchAll(/\$(\w+)/g)].map(([, variable]) => variable)) {
      expect(variables[name ?? ""]).toMatchObject({ kind: "secret", secret: "livekit" });
    }
    expect(variables["REDIS_PASSWORD"]).toMatchObject({ kind: "secret", secret: "cache" });
  });
});

describe("the authorization service", () => {
  test("lets the organisation's own homeserver alone have rooms made", () => {
    expect(authorization.environment(at)).toMatchObject({ LIVEKIT_FULL_ACCESS_HOMESERVERS: at.domain });
  });

  test("shares the media server's key, and hands out its public address", () => {
    const { LIVEKIT_KEY, LIVEKIT_SECRET, LIVEKIT_URL } = authorization.environment(at);
    expect(livekit.environment(at)).toMatchObject({ LIVEKIT_WEBHOOK_API_KEY: LIVEKIT_KEY, LIVEKIT_SECRET });
    expect(LIVEKIT_URL).toBe(`wss://${at.hostname("calls")}`);
  });

  test("checks no certificate less than all", () => {
    expect(Object.keys(authorization.environment(at))).not.toContain("LIVEKIT_INSECURE_SKIP_VERIFY_TLS");
  });

  test("goes out to homeservers by their names, to the port of others where there are partners", () => {
    const ways = (from: typeof service) =>
      workloadOf(from, "authorization").egress.flatMap((way) => (way.kind === "internet" ? [way.port] : []));
    expect(ways(service)).toEqual([443]);
    expect(ways(calls(group, { kind: "with", domains: ["partner.example.eu"] }))).toEqual([443, 8448]);
  });

  test("speaks to clients' homeserver inside the cluster", () => {
    expect(authorization.environment(at)["LIVEKIT_CS_API_URL_OVERRIDES"]).toBe(
      `${at.domain}=http://${at.workload("chat", "main")}:8008`,
    );
    expect(authorization.egress).toContainEqual({ kind: "service", service: "chat", workload: "main", port: "client" });
  });
});

describe("what is reached from the internet", () => {
  const web = service.exposes.filter(
    (exposure): exposure is Extract<Exposure, { readonly kind: "https" }> => exposure.kind === "https",
  );
  const takenBy = (path: string): string | undefined =>
    web.find(({ requests = [] }) =>
      requests.some((request) =>
        request.kind === "prefix"
          ? `${path}/`.startsWith(`${request.path}/`)
          : request.kind === "exact" && request.path === path,
      ),
    )?.workload;

  test.each([
    ["/rtc", "livekit"],
    ["/rtc/v1", "livekit"],
    ["/rtc/validate", "livekit"],
    ["/twirp/livekit.RoomService/CreateRoom", "livekit"],
    ["/twirp/livekit.RoomService/GetParticipant", "livekit"],
    ["/twirp/livekit.RoomService/DeleteRoom", undefined],
    ["/twirp/livekit.Egress/StartRoomCompositeEgress", undefined],
    ["/metrics", undefined],
    ["/sfu/get", "authorization"],
    ["/get_token", "authorization"],
    ["/sfu_webhook", undefined],
  ])("%s goes to %s", (path, workload) => {
    expect(takenBy(path)).toBe(workload);
  });
});

describe("chat with calls", () => {
  const address = `https://${at.hostname("calls")}`;

  test("tells clients where to call: those that ask the homeserver, and those that read what the website may hand on", () => {
    const transports = [{ type: "livekit", livekit_service_url: address }];
    expect(homeserver()).toMatchObject({
      experimental_features: { msc4143_enabled: true, msc4222_enabled: true },
      matrix_rtc: { transports },
      extra_well_known_client_content: { "org.matrix.msc4143.rtc_foci": transports },
    });
    expect(webFile("element-call.json")).toMatchObject({ livekit: { livekit_service_url: address } });
  });

  test("takes those out of a call who vanish", () => {
    expect(homeserver()).toMatchObject({
      max_event_delay_duration: "24h",
      rc_delayed_event_mgmt: { per_second: 1, burst_count: 20 },
    });
  });

  test("says whose a token is without speaking to other servers", () => {
    expect(homeserver()).toMatchObject({ listeners: [{ resources: [{ names: ["client", "openid"] }] }, {}, {}] });
    expect(homeserver(none)).toMatchObject({ listeners: [{ resources: [{ names: ["client"] }] }, {}, {}] });
    const open = (rules: ChatRules) => JSON.stringify(chat(rules).exposes).includes("openid/userinfo");
    expect([open(chatRules), open(none)]).toEqual([true, false]);
  });

  test("uses Element Call for every call, and where nobody calls shows no button", () => {
    expect(webFile("config.json")).toMatchObject({
      element_call: { use_exclusively: true },
      setting_defaults: { enableLegacyCallsVoip: false, fallbackICEServerAllowed: false },
    });
    expect(webFile("config.json")).not.toHaveProperty(["setting_defaults", "UIFeature.voip"]);
    expect(webFile("config.json", none)).toMatchObject({
      element_call: { disable: true },
      setting_defaults: { "UIFeature.voip": false },
    });
  });

  test("puts its file over the one that the image carries, and none where nobody calls", () => {
    const over = (rules: ChatRules) =>
      workloadOf(chat(rules), "web").mounts.some(
        ({ path, folder }) => path === "/app/widgets/element-call/config.json" && folder === "element-call.json",
      );
    expect([over(chatRules), over(none)]).toEqual([true, false]);
    expect(webFile("element-call.json", none)).toBeNull();
  });
});

describe("the organisation's rules", () => {
  test("without calls no media server stands, and chat says nothing of any", () => {
    expect(Object.keys(noveu().services)).toContain("calls");
    expect(Object.keys(noveu({ chat: { calls: { kind: "none" } } }).services)).not.toContain("calls");
    expect(Object.keys(noveu({ without: ["chat"] }).services)).not.toContain("calls");
    for (const setting of ["experimental_features", "matrix_rtc", "extra_well_known_client_content"]) {
      expect(homeserver(none)).not.toHaveProperty(setting);
    }
  });

  test.each([0, -0.1, 1.5, Number.NaN])("%s of all users in a call is refused", (taking) => {
    const rules: Calls = { kind: "group", taking };
    expect(() => noveu({ chat: { calls: rules } })).toThrow(Refusal);
    expect(() => noveu({ chat: { calls: rules } })).toThrow("chat.calls.taking");
  });

  test("more people in calls take more servers and more of the line", () => {
    const planOf = (taking: number) =>
      planEnvironment(defineEnvironment({ ...facts, suite: noveu({ chat: { calls: { kind: "group", taking } } }) }));
    const [few, many] = [planOf(0.01), planOf(0.1)];
    const servers = ({ services }: typeof few) => services["calls"]?.workloads["livekit"]?.replicas.value ?? 0;
    expect(servers(many)).toBeGreaterThan(servers(few));
    expect(many.load["network"]?.value).toBeGreaterThan(few.load["network"]?.value ?? Infinity);
  });
});

describe("synthesized", () => {
  test("a dedicated gateway has a name for media beside those of the web", () => {
    const gateway = renderCharts(zuid, planEnvironment(zuid))
      .flatMap(({ manifests }) => manifests)
      .find(({ kind, metadata }) => kind === "Gateway" && metadata.name === "public");
    expect(gateway).toMatchObject({
      spec: {
        listeners: expect.arrayContaining([
          expect.objectContaining({
            name: "stream-turn",
            port: 443,
            protocol: "TLS",
            hostname: "turn.zuid.example.eu",
          }),
        ]),
      },
    });
  });

  test("each tenant of a shared one brings its own", () => {
    const streams = renderCharts(west, planEnvironment(west))
      .flatMap(({ manifests }) => manifests)
      .filter(({ kind, metadata }) => kind === "TLSRoute" && metadata.name === "turn");
    expect(streams.map(({ metadata }) => metadata.namespace)).toContain("eik-calls");
    expect(streams).toHaveLength(12);
  });
});
