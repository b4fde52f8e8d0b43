import { kindsToRead, kubernetesDrift, type Drift } from "../../../audit";
import type { Json } from "../../../audit/facts/json";
import { site } from "../fixture/good-plan";
import { image } from "../fixture/good-objects";
import { facts, liveAfter, signed, type LiveEdit } from "./live";

const web = `${site}/shop/Deployment/web`;
const database = `${site}/store/StatefulSet/db`;
const policy = `${site}/shop/NetworkPolicy/web`;
const pod = ["spec", "template", "spec"] as const;
const container = [...pod, "containers", 0] as const;

const after = (...edits: readonly LiveEdit[]): Drift => kubernetesDrift(facts, site, [liveAfter(...edits)]);
const findings = (...edits: readonly LiveEdit[]): readonly string[] =>
  after(...edits).differences.map(({ object, where, why }) => [object, where, why].filter(Boolean).join(" "));

test("what lives as it was synthesized has not drifted", () => {
  expect(after()).toEqual({
    compared: Object.keys(facts.kubernetes).length,
    differences: [],
    ignored: [],
    unknown: [],
  });
});

describe("noise is no drift", () => {
  test("the autoscaler's replicas", () => {
    expect(after([web, ["spec", "replicas"], 7])).toMatchObject({
      differences: [],
      ignored: [{ object: web, where: "spec.replicas", why: "an autoscaler sets the number of replicas" }],
    });
  });

  test("replicas that no autoscaler owns are drift", () => {
    expect(findings([database, ["spec", "replicas"], 7])).toEqual([`${database} spec.replicas was changed`]);
  });

  test("an authority that the injector wrote", () => {
    const hook = `${site}/_cluster/ValidatingWebhookConfiguration/hook`;
    expect(after([hook, ["webhooks", 0, "clientConfig", "caBundle"], "LS0t"])).toMatchObject({
      differences: [],
      ignored: [{ object: hook, why: "the certificate injector writes authorities" }],
    });
    expect(findings([hook, ["webhooks", 0, "clientConfig", "service", "name"], "evil"])).toEqual([
      `${hook} webhooks.a.example.eu.clientConfig.service.name was changed`,
    ]);
  });

  test("a job that cleaned itself up; a workload that is gone is drift", () => {
    expect(after([`${site}/shop/Job/once`, [], undefined])).toMatchObject({
      differences: [],
      ignored: [{ why: "a finished job is cleaned up after its time" }],
    });
    expect(findings([web, [], undefined])).toEqual([`${web} is gone`]);
  });

  test("defaults, status, sidecars that a webhook adds, and other writings of one quantity", () => {
    expect(
      after(
        [web, ["status"], { readyReplicas: 2 }],
        [web, ["spec", "progressDeadlineSeconds"], 600],
        [web, [...container, "imagePullPolicy"], "IfNotPresent"],
        [web, [...pod, "containers", 1], { name: "mesh-proxy", image: "x" }],
        [web, [...container, "resources", "limits"], { cpu: "0.4", memory: "100663296" }],
        [`${site}/shop/Service/web`, ["spec", "ports", 0, "protocol"], "TCP"],
        [web, ["metadata", "managedFields"], [signed("mesh-injector", { "f:spec": { "f:x": {} } })]],
      ).differences,
    ).toEqual([]);
  });
});

describe("hands are found", () => {
  test("an image", () => {
    expect(after([web, [...container, "image"], "docker.io/evil/shop:1"]).differences).toEqual([
      {
        object: web,
        where: "spec.template.spec.containers.web.image",
        wanted: image,
        found: "docker.io/evil/shop:1",
        why: "was changed",
      },
    ]);
  });

  test("a field that is gone, and an opened policy", () => {
    expect(findings([web, [...container, "securityContext", "readOnlyRootFilesystem"], undefined])).toEqual([
      `${web} spec.template.spec.containers.web.securityContext.readOnlyRootFilesystem is gone`,
    ]);
    expect(findings([policy, ["spec", "ingress", 2], {}])).toEqual([`${policy} spec.ingress was changed`]);
    expect(findings([web, [...pod, "automountServiceAccountToken"], undefined])).toEqual([
      `${web} spec.template.spec.automountServiceAccountToken is gone`,
    ]);
  });

  test("more of a quantity, and a quantity where none belongs", () => {
    expect(findings([web, [...container, "resources", "limits", "memory"], "97Mi"])).toEqual([
      `${web} spec.template.spec.containers.web.resources.limits.memory was changed`,
    ]);
    expect(findings([`${site}/shop/ConfigMap/web`, ["data", "shop.conf"], "x"])).toEqual([
      `${site}/shop/ConfigMap/web data.shop.conf was changed`,
    ]);
  });

  test("a container and a label that somebody added; a restart is forgiven", () => {
    const fields: Json = {
      "f:metadata": { "f:labels": { "f:mine": {} } },
      "f:spec": {
        "f:replicas": {},
        "f:template": {
          "f:metadata": { "f:annotations": { ".": {}, "f:kubectl.kubernetes.io/restartedAt": {} } },
          "f:spec": {
            "f:containers": {
              'k:{"name":"debug"}': { ".": {}, "f:image": {} },
              'k:{"name":"web"}': { "f:image": {}, "f:stdin": {} },
            },
          },
        },
      },
    };
    expect(findings([web, ["metadata", "managedFields"], [signed("kubectl-edit", fields)]])).toEqual([
      `${web} metadata.labels was added by hand, with kubectl-edit`,
      `${web} spec.template.metadata.annotations was added by hand, with kubectl-edit`,
      `${web} spec.template.spec.containers.debug was added by hand, with kubectl-edit`,
      `${web} spec.template.spec.containers.web.stdin was added by hand, with kubectl-edit`,
    ]);
  });

  test("a secret that somebody put there is not repeated", () => {
    const [difference] = after([
      web,
      [...container, "env", 0],
      { name: "DB_PASSWORD", value: "correct horse battery staple" },
    ]).differences;
    expect(difference).toEqual({
      object: web,
      where: "spec.template.spec.containers.web.env.DB_PASSWORD.valueFrom",
      why: "is gone",
    });
  });

  const stranger = (kind: string, apiVersion: string, manager: string, namespace?: string): Json => ({
    apiVersion,
    kind,
    metadata: { name: "mine", ...(namespace === undefined ? {} : { namespace }), managedFields: [signed(manager, {})] },
  });

  test.each([
    ["a policy", stranger("NetworkPolicy", "networking.k8s.io/v1", "kubectl-client-side-apply", "shop"), true],
    [
      "a binding for the cluster",
      stranger("ClusterRoleBinding", "rbac.authorization.k8s.io/v1", "kubectl-create"),
      true,
    ],
    [
      "a part of the cloud's own",
      stranger("ClusterRoleBinding", "rbac.authorization.k8s.io/v1", "kubectl-client-side-apply"),
      false,
    ],
    ["an operator's", stranger("NetworkPolicy", "networking.k8s.io/v1", "manager", "shop"), false],
    [
      "in a namespace that is none of ours",
      stranger("NetworkPolicy", "networking.k8s.io/v1", "kubectl-create", "other"),
      false,
    ],
  ])("%s that nobody synthesized", (_, object, reported) => {
    const { differences } = kubernetesDrift(facts, site, [liveAfter(), object]);
    expect(differences.map(({ why }) => why)).toEqual(reported ? [expect.stringMatching(/^was made by hand/)] : []);
  });
});

test("kubectl is asked for every kind in the version that was synthesized", () => {
  const kinds = kindsToRead(facts, site);
  expect(kinds).toEqual(
    expect.arrayContaining(["ConfigMap", "Deployment.v1.apps", "ExternalSecret.v1.external-secrets.io"]),
  );
  expect(kinds).toContain("ClusterRoleBinding.v1.rbac.authorization.k8s.io");
  expect(kinds).not.toContain("Secret");
});
