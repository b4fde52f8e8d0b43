import { issueInternally, workloadCertificate } from "../../../constructs/platform/certificates/internal-certificate";
import { render } from "../render";

const objects = render((chart) => {
  issueInternally(chart, "openbao");
  workloadCertificate(chart, { name: "identity-nats", hostNames: ["bus-nats.bus.svc.cluster.local"] });
});

test("the internal issuer asks OpenBao for what one role may sign, with cert-manager's own account", () => {
  expect(objects["ClusterIssuer/internal"]).toMatchObject({
    spec: {
      vault: {
        path: "pki/sign/internal",
        auth: { kubernetes: { role: "internal-certificates", serviceAccountRef: { name: "cert-manager" } } },
      },
    },
  });
});

test("a workload's certificate serves it and shows who it is, with a new key each time", () => {
  expect(objects["Certificate/identity-nats"]).toMatchObject({
    spec: {
      secretName: "identity-nats",
      dnsNames: ["bus-nats.bus.svc.cluster.local"],
      usages: ["digital signature", "server auth", "client auth"],
      issuerRef: { kind: "ClusterIssuer", name: "internal" },
      privateKey: { rotationPolicy: "Always" },
    },
  });
});
