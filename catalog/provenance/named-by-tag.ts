const linkerd = "its chart writes the tag into labels, which take no digest";
const kong = "its chart reads the version from the tag";

/** Images whose charts can't name a digest, by publisher and repository, and why. Whoever runs them has the mirror's word alone. */
export const namedByTag: Readonly<Record<string, string>> = {
  "cr.l5d.io/linkerd/cni-plugin": linkerd,
  "cr.l5d.io/linkerd/controller": linkerd,
  "cr.l5d.io/linkerd/proxy": linkerd,
  "docker.io/kong/kubernetes-ingress-controller": kong,
  "docker.io/library/kong": kong,
  "docker.io/openpolicyagent/gatekeeper": "its chart has one tag for two images",
  "docker.io/openpolicyagent/gatekeeper-crds": "its chart has one tag for two images",
  "quay.io/strimzi/operator": "its chart has one tag for all images",
};
