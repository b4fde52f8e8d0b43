import type { Facts, KubernetesFact } from "../../../../audit/facts";
import { at, listAt, textAt } from "../../../../audit/facts/json";
import type { ApiClient } from "../../../../simulation/kubernetes/api-client";

/** Bindings that the chart of ours holds; charts of others bring their own, which no file here shows. */
const isBinding = ({ kind }: KubernetesFact): boolean => kind === "RoleBinding" || kind === "ClusterRoleBinding";

/**
 * Asks the API server, which knows all roles and bindings by now, whether an account may read secrets of a namespace that isn't its own; one
 * sentence for each that may. Accounts that no binding names have what their groups have: one of them stands for all.
 */
export async function foreignSecrets(client: ApiClient, facts: Facts, site: string): Promise<readonly string[]> {
  const ours = Object.values(facts.kubernetes).filter((fact) => fact.site === site);
  const namespaces = ours.filter(({ kind }) => kind === "Namespace").map(({ name }) => name);
  const named = ours
    .filter(isBinding)
    .flatMap(({ object }) => listAt(object, "subjects"))
    .filter((subject) => textAt(subject, "kind") === "ServiceAccount")
    .map((subject) => ({ name: textAt(subject, "name") ?? "", namespace: textAt(subject, "namespace") ?? "" }));
  const anyone = namespaces.slice(0, 1).map((namespace) => ({ name: "default", namespace }));
  const questions = [...named, ...anyone].flatMap((account) =>
    namespaces.filter((namespace) => namespace !== account.namespace).map((namespace) => ({ account, namespace })),
  );
  const answers = await Promise.all(
    questions.map(async ({ account, namespace }) => {
      const { body } = await client.send({
        method: "POST",
        path: "/apis/authorization.k8s.io/v1/subjectaccessreviews",
        body: {
          apiVersion: "authorization.k8s.io/v1",
          kind: "SubjectAccessReview",
          spec: {
            user: `system:serviceaccount:${account.namespace}:${account.name}`,
            groups: ["system:serviceaccounts", `system:serviceaccounts:${account.namespace}`, "system:authenticated"],
            resourceAttributes: { namespace, verb: "get", resource: "secrets" },
          },
        },
      });
      const allowed = at(body, "status", "allowed");
      if (allowed === false) return [];
      return [`${account.namespace}/${account.name} may read secrets of ${namespace}: ${JSON.stringify(body)}`];
    }),
  );
  return answers.flat();
}
