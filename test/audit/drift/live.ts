import type { Facts } from "../../../audit";
import { isObject, type Json, type JsonPath } from "../../../audit/facts/json";
import { factsAfter } from "../fixture/facts-after";
import { site } from "../fixture/good-plan";
import { all, change, nothing, withObject } from "../fixture/output";

/** The good output with an autoscaler over `web`, a webhook, and a job that cleans itself up. */
export const facts: Facts = factsAfter(
  all(
    withObject(`${site}/shop/hpa-web`, {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "web", namespace: "shop" },
      spec: {
        minReplicas: 2,
        maxReplicas: 9,
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
      },
    }),
    withObject(`${site}/shop/hook`, {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingWebhookConfiguration",
      metadata: { name: "hook" },
      webhooks: [
        { name: "a.example.eu", clientConfig: { service: { name: "web", namespace: "shop" }, caBundle: "Cg==" } },
      ],
    }),
    withObject(`${site}/shop/job`, {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: "once", namespace: "shop" },
      spec: { ttlSecondsAfterFinished: 600, template: { spec: { containers: [] } } },
    }),
    nothing,
  ),
);

type Live = Readonly<Record<string, Json>>;

/** What an API server adds to every object, with Helm's signature. */
const stored = (object: Json, index: number): Json => ({
  ...(isObject(object) ? object : {}),
  metadata: {
    ...(isObject(object) && isObject(object["metadata"]) ? object["metadata"] : {}),
    uid: `uid-${String(index)}`,
    resourceVersion: "1",
    creationTimestamp: "2026-11-20T00:00:00Z",
    managedFields: [{ manager: "terraform-provider-helm", operation: "Update", fieldsV1: {} }],
  },
});

/** The same objects as they live untouched, by id. */
export const untouched: Live = Object.fromEntries(
  Object.entries(facts.kubernetes).map(([id, { object, namespace }], index) => [
    id,
    stored(namespace === undefined ? object : change(object, ["metadata", "namespace"], namespace), index),
  ]),
);

/** One change of what lives. */
export type LiveEdit = readonly [id: string, path: JsonPath, value: Json | undefined];

/** What lives after edits of some objects; undefined removes one. */
export const liveAfter = (...edits: readonly LiveEdit[]): Json => {
  const live = new Map(Object.entries(untouched));
  for (const [id, path, value] of edits) {
    if (path.length === 0 && value === undefined) live.delete(id);
    else live.set(id, change(live.get(id), path, value));
  }
  return { apiVersion: "v1", kind: "List", items: [...live.values()] };
};

/** What a tool of people signs for. */
export const signed = (manager: string, fields: Json, subresource?: string): Json => ({
  manager,
  operation: "Update",
  apiVersion: "v1",
  time: "2026-11-21T06:00:00Z",
  fieldsType: "FieldsV1",
  fieldsV1: fields,
  ...(subresource === undefined ? {} : { subresource }),
});
