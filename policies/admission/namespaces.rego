# Zones are what network policies and routes select: a namespace without one, or in the wrong one, is outside of all rules.
package bestek.admission.namespaces

zones := {"edge", "dmz", "services", "data", "mgmt"}

name := input.review.object.metadata.name

labels := object.get(input.review.object.metadata, "labels", {})

zone := object.get(labels, "bestek.eu/zone", "")

level := object.get(labels, "pod-security.kubernetes.io/enforce", "")

# On a cluster of the customer's own others may have namespaces; whoever claims a zone is held to it there, too.
ours if not input.parameters.strangers

ours if input.parameters.zones[name]

ours if zone != ""

violation contains {"msg": msg} if {
	ours
	not zone in zones
	msg := sprintf("namespace %q stands in no zone: label it bestek.eu/zone", [name])
}

violation contains {"msg": msg} if {
	wanted := input.parameters.zones[name]
	zone in zones
	zone != wanted
	msg := sprintf("namespace %q belongs to zone %s, not %s", [name, wanted, zone])
}

violation contains {"msg": msg} if {
	tenant := labels["bestek.eu/tenant"]
	not zone in {"services", "data"}
	msg := sprintf("namespace %q of tenant %s stands in zone %q: tenants have services and data alone", [name, tenant, zone])
}

violation contains {"msg": msg} if {
	ours
	wanted := object.get(input.parameters.levels, name, "restricted")
	level != wanted
	msg := sprintf("namespace %q must enforce Pod Security %q", [name, wanted])
}
