import { renderCharts } from "../../charts";
import { planEnvironment } from "../../planning/plan-environment";
import { atAws } from "../stacks/aws/aws-environments";

const environment = atAws();
const charts = renderCharts(environment, planEnvironment(environment));
const objects = charts.flatMap(({ manifests }) => manifests);
const object = (kind: string, name: string) =>
  objects.find(({ kind: other, metadata }) => other === kind && metadata.name === name);

test("volumes are encrypted with the site's own key, by a name that is known before the key is", () => {
  expect(object("StorageClass", "gp3-encrypted")).toMatchObject({
    parameters: {
      encrypted: "true",
      kmsKeyId: "arn:aws:kms:eu-central-1:000000000001:alias/west-eu-central-1-disks",
    },
    volumeBindingMode: "WaitForFirstConsumer",
  });
});

test("databases archive with a role of their site, signing for the archive's region", () => {
  expect(object("Cluster", "postgres")).toMatchObject({
    spec: {
      serviceAccountTemplate: {
        metadata: {
          annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::000000000001:role/west-eu-central-1-archive" },
        },
      },
    },
  });
  expect(object("ObjectStore", "archive-eu-central-1")).toMatchObject({
    spec: {
      configuration: {
        endpointURL: "https://s3.eu-north-1.amazonaws.com",
        s3Credentials: { inheritFromIAMRole: true },
      },
      instanceSidecarConfiguration: {
        env: expect.arrayContaining([{ name: "AWS_DEFAULT_REGION", value: "eu-north-1" }]),
      },
    },
  });
  expect(objects.filter(({ metadata }) => metadata.name === "bucket-archive")).toEqual([]);
});

test("snapshots of the secrets go with a role as well", () => {
  expect(object("ServiceAccount", "snapshots")).toMatchObject({
    metadata: {
      annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::000000000001:role/west-eu-central-1-snapshots" },
    },
  });
});

test("policies name the API server where AWS's plugin sees it: at its Service and in the nodes' subnets", () => {
  const text = JSON.stringify(object("NetworkPolicy", "openbao-server"));
  for (const cidr of ["10.3.0.1/32", "10.40.0.0/22", "10.40.4.0/22", "10.40.8.0/22"]) {
    expect(text).toContain(`{"ipBlock":{"cidr":"${cidr}"}}`);
  }
});

test("the unused quarter of the nodes' network is in no policy", () => {
  expect(JSON.stringify(objects)).not.toContain("10.40.12.0/22");
  expect(JSON.stringify(objects)).not.toContain('"10.40.0.0/20"');
});

test("the world reaches the proxies with its own addresses, and no pod in the cluster does", () => {
  const text = JSON.stringify(object("NetworkPolicy", "envoy-gateway-proxy"));
  expect(text).toContain('"cidr":"0.0.0.0/0","except":["10.0.0.0/8","100.64.0.0/10"');
  expect(text).not.toContain('{"ipBlock":{"cidr":"0.0.0.0/0"}}');
});

test("OpenBao reaches its key over HTTPS, and not over KMIP", () => {
  expect(JSON.stringify(object("NetworkPolicy", "openbao-server"))).not.toContain("5696");
});

test("silent connections are kept from being forgotten by a load balancer that only passes packets", () => {
  expect(objects.find(({ kind }) => kind === "ClientTrafficPolicy")).toMatchObject({
    spec: { tcpKeepalive: { idleTime: "120s" } },
  });
});

test("every Service of ours listens where its pods do: AWS's plugin judges the port before it is translated", () => {
  const unequal = objects
    .filter(({ kind }) => kind === "Service")
    .flatMap((service) => {
      const {
        spec,
      }: { readonly spec?: { readonly ports?: readonly { port: number; targetPort?: number | string }[] } } =
        JSON.parse(JSON.stringify(service));
      return (spec?.ports ?? [])
        .filter(({ port, targetPort }) => typeof targetPort === "number" && targetPort !== port)
        .map(({ port }) => `${service.metadata.name}:${String(port)}`);
    });
  expect(unequal).toEqual([]);
});
