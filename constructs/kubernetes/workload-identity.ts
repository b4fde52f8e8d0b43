/** Pods with this label get a token that Microsoft Entra trusts (Microsoft Learn: workload identity on AKS, 2026). */
export const workloadIdentityLabel = { "azure.workload.identity/use": "true" } as const;
