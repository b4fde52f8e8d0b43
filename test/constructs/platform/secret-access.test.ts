import { SecretAccess } from "../../../constructs/platform/secrets/secret-access";
import { render } from "../render";

const objects = render((chart) => {
  const secrets = new SecretAccess(chart, "secrets", "openbao", "mail");
  secrets.fetch({ name: "bucket-mail", keys: ["access-key", "secret-key"] });
  secrets.generate({ name: "recovery", keys: { password: 40 } });
  secrets.generate({ name: "role", path: "files/database", keys: { password: 40 }, basicAuth: { username: "files" } });
});

test("a namespace logs in at OpenBao under its own role, with an account that mounts no token and is asked for one made out to it", () => {
  expect(objects["SecretStore/openbao"]).toMatchObject({
    spec: {
      provider: {
        vault: {
          path: "platform",
          auth: { kubernetes: { role: "mail", serviceAccountRef: { name: "secrets-reader", audiences: ["secrets"] } } },
        },
      },
    },
  });
  expect(objects["ServiceAccount/secrets-reader"]).toMatchObject({ automountServiceAccountToken: false });
});

test("a secret is fetched from the namespace's own path", () => {
  expect(objects["ExternalSecret/bucket-mail"]).toMatchObject({
    spec: {
      target: { name: "bucket-mail" },
      data: [
        { secretKey: "access-key", remoteRef: { key: "mail/bucket-mail", property: "access-key" } },
        { secretKey: "secret-key", remoteRef: { key: "mail/bucket-mail", property: "secret-key" } },
      ],
    },
  });
});

test("a generated value is written once, and OpenBao's is the one that is used", () => {
  expect(objects["Password/recovery-password"]).toMatchObject({ spec: { length: 40, symbols: 0 } });
  expect(objects["ExternalSecret/recovery-generated"]).toMatchObject({ spec: { refreshPolicy: "CreatedOnce" } });
  expect(objects["PushSecret/recovery"]).toMatchObject({
    spec: { updatePolicy: "IfNotExists", deletionPolicy: "None", selector: { secret: { name: "recovery-generated" } } },
  });
  expect(objects["ExternalSecret/recovery"]).toMatchObject({
    spec: { data: [{ remoteRef: { key: "mail/recovery", property: "password" } }] },
  });
});

test("a database role's secret has the shape the operator wants, at the service's path", () => {
  expect(objects["ExternalSecret/role"]).toMatchObject({
    spec: {
      target: { template: { type: "kubernetes.io/basic-auth", data: { username: "files" } } },
      data: [{ remoteRef: { key: "files/database" } }],
    },
  });
});

test("no object holds a value", () => {
  expect(Object.values(objects).filter(({ kind }) => kind === "Secret")).toEqual([]);
});
