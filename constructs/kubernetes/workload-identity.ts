import { applyTimeConfigMap, identityKey } from "../infrastructure/apply-time-names";

/** Pods with this label get a token that Microsoft Entra trusts (Microsoft Learn: workload identity on AKS, 2026). */
export const workloadIdentityLabel = { "azure.workload.identity/use": "true" } as const;

/** Tells a program which identity it acts with: that of an object storage user, whose id only applying tells. */
export const clientIdOf = (user: string) => ({
  name: "AZURE_CLIENT_ID",
  valueFrom: { configMapKeyRef: { name: applyTimeConfigMap, key: identityKey(user) } },
});
