import { notTried } from "../harness/not-tried";
import { withParts } from "../harness/with-parts";
import { keycloakPart, keycloakProgram } from "../parts/keycloak";
import { codeLockFindings, passwordLockFindings } from "./checks/lock";
import { passwordAloneFindings } from "./checks/password-alone";
import { proofKeyFindings } from "./checks/proof-key";
import { redirectFindings } from "./checks/redirects";
import { secondFactorFindings } from "./checks/second-factor";
import { tenantFindings, type Door } from "./checks/tenants";
import { gatewayPolicySchema, type GatewayPolicy } from "./gateway-policy";
import { loadRealm, type LoadedRealm } from "./loaded-realm";
import { asBorn, optionalSecondFactor } from "./sabotages";
import { startServer, type Server } from "./server";
import { synthesizedRealms, type SynthesizedRealm } from "./synthesized-realms";

/** Name of the realm to which everything was left as realms are born. */
const bornName = "as-born";

withParts("Keycloak as its stacks say", { keycloak: keycloakPart }, (folderOf) => {
  const { platforms, tenants } = synthesizedRealms();
  const shared = tenants[0]?.environment;
  const realms = [...platforms, ...tenants];
  const loaded = new Map<SynthesizedRealm, LoadedRealm>();
  let server: Server;

  beforeAll(async () => {
    server = await startServer(keycloakProgram(folderOf("keycloak")));
    for (const realm of realms) {
      // Environments call their own realm alike; the shared one keeps its name, for its gateway's rules name it.
      const as = realm.environment === shared ? {} : { as: realm.environment };
      loaded.set(realm, await loadRealm(server, realm, as));
    }
  });

  afterAll(async () => {
    await server.close();
  });

  const held = (realm: SynthesizedRealm): LoadedRealm => {
    const found = loaded.get(realm);
    if (found === undefined) throw new Error(`the server does not hold ${realm.environment}`);
    return found;
  };

  describe.each(realms.map((realm) => [`${realm.environment} ${realm.tenant ?? "itself"}`, realm] as const))(
    "%s",
    (_, realm) => {
      test("a password alone opens nothing: a second factor is demanded, by every client that takes passwords", async () => {
        expect(await passwordAloneFindings(held(realm))).toEqual([]);
      });

      test("whoever sets up a code gets in with it, each code once, and with no other", async () => {
        expect(await secondFactorFindings(held(realm))).toEqual([]);
      });

      test("each client needs a proof key", async () => {
        expect(await proofKeyFindings(held(realm))).toEqual([]);
      });

      test("nobody is sent anywhere but to the addresses that a client names", async () => {
        expect(await redirectFindings(held(realm))).toEqual([]);
      });

      test("whoever guesses passwords or codes in a hurry is locked out, also with the right one", async () => {
        expect(await passwordLockFindings(held(realm), "hurried")).toEqual([]);
        expect(await codeLockFindings(held(realm))).toEqual([]);
      });

      test("a short password, or one that repeats the name, is refused", async () => {
        const { name } = held(realm);
        const user = await server.admin.make(`/${name}/users`, { username: "somebody-of-this-test", enabled: true });
        const put = async (value: string): Promise<number> =>
          (await server.admin.ask("PUT", `/${name}/users/${user}/reset-password`, { type: "password", value })).status;
        expect([await put("short"), await put("somebody-of-this-test"), await put("a long enough password")]).toEqual([
          400, 400, 204,
        ]);
      });
    },
  );

  const [first] = [...tenants, ...realms];
  if (first === undefined) throw new Error("no environment has a realm");

  test("whoever guesses slowly is locked out after as many wrong passwords as the realm states, and not before", async () => {
    expect(await passwordLockFindings(held(first), "unhurried")).toEqual([]);
  });

  describe("sabotaged", () => {
    let optional: LoadedRealm;
    let born: LoadedRealm;

    beforeAll(async () => {
      optional = await loadRealm(server, first, { as: "optional", change: optionalSecondFactor });
      born = await loadRealm(server, first, { as: bornName, change: asBorn });
    });

    test("a second factor that is optional is caught", async () => {
      expect(await passwordAloneFindings(optional)).toEqual([
        "a password alone brings a code",
        "a password alone starts a session",
        "a password alone starts a session",
      ]);
    });

    test("passwords taken outside the browser are caught", async () => {
      expect(await passwordAloneFindings(born)).toEqual(["a password alone brings a token for admin-cli"]);
    });

    test("clients without proof keys are caught", async () => {
      expect(await proofKeyFindings(born)).toEqual(
        expect.arrayContaining(
          born.clients.filter(({ isExcepted }) => !isExcepted).map(({ id }) => `${id} asks without a proof key`),
        ),
      );
    });

    test("a realm that locks nobody out is caught", async () => {
      expect(await passwordLockFindings(born, "hurried")).toEqual([
        `${String(born.failures)} wrong passwords lock nobody out`,
      ]);
    });

    test("tokens that are made out to nobody are caught", async () => {
      const [renamed = ""] = first.policies.map((policy) =>
        JSON.stringify(policy).replaceAll(/\/realms\/[\w-]+/g, `/realms/${bornName}`),
      );
      const door = { realm: born, policy: gatewayPolicySchema.parse(JSON.parse(renamed)) };
      const token = `${bornName}'s token for ${door.policy.spec.oidc.clientID}`;
      expect(await tenantFindings([door])).toEqual(
        expect.arrayContaining([`${token} is for nobody`, expect.stringContaining(`${token} is refused at home`)]),
      );
    });
  });

  if (shared === undefined) {
    notTried("tenants", "no environment that is worked on is shared");
    return;
  }

  // What the gateway's policies state, judged here: no Envoy and no OPA runs.
  describe("by the rules that the gateway is told, judged by this test in Envoy's place", () => {
    const doors = (): readonly Door[] =>
      realms
        .filter(({ environment }) => environment === shared)
        .flatMap((realm) => realm.policies.map((policy) => ({ realm: held(realm), policy })));

    /** The doors of two tenants; the second's policy changed. */
    function changedDoors(change: (second: GatewayPolicy, first: GatewayPolicy) => GatewayPolicy): readonly Door[] {
      const [one, two] = tenants.map((tenant) => doors().find(({ realm }) => realm === held(tenant)));
      if (one === undefined || two === undefined) throw new Error(`${shared ?? ""} has no doors of two tenants`);
      return [one, { ...two, policy: change(two.policy, one.policy) }];
    }

    test("each realm's tokens say whose they are, and pass at that realm's doors and at no other tenant's", async () => {
      expect(new Set(doors().map(({ realm }) => realm)).size).toBe(tenants.length + 1);
      expect(await tenantFindings(doors())).toEqual([]);
    });

    test("a tenant's policy that takes another one's issuer is caught", async () => {
      const [one, two] = tenants.map(({ tenant }) => tenant);
      const open = changedDoors((second, { spec: { jwt, extAuth } }) => ({
        ...second,
        spec: { ...second.spec, jwt, extAuth },
      }));
      expect(await tenantFindings(open)).toContain(
        `${String(one)}'s token for portal passes at portal of ${String(two)}`,
      );
    });

    test("a policy that takes tokens made out to another service is caught", async () => {
      const two = String(tenants[1]?.tenant);
      const open = changedDoors(({ spec, ...second }) => ({
        ...second,
        spec: {
          ...spec,
          jwt: { ...spec.jwt, providers: spec.jwt.providers.map((one) => ({ ...one, audiences: ["portal", "mail"] })) },
          extAuth: {
            contextExtensions: spec.extAuth.contextExtensions.map((one) =>
              one.name === "audience" ? { ...one, value: "mail" } : one,
            ),
          },
        },
      }));
      expect(await tenantFindings(open)).toContain(`${two}'s token for mail passes at portal of ${two}`);
    });
  });
});
