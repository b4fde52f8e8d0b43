# A policy that names nobody lets everybody pass; an opening names who is meant.
package bestek.admission.openings

violation contains {"msg": msg} if {
	some rule in input.review.object.spec.ingress
	count(object.get(rule, "from", [])) == 0
	msg := "lets everyone in: name who may"
}

violation contains {"msg": msg} if {
	some rule in input.review.object.spec.egress
	count(object.get(rule, "to", [])) == 0
	msg := "lets pods out to everyone: name where to"
}

violation contains {"msg": msg} if {
	some peer in peers
	peer.namespaceSelector == {}
	object.get(peer, "podSelector", {}) == {}
	msg := "opens to every pod of the cluster: name the namespace or the pods"
}

violation contains {"msg": msg} if {
	some direction in ["ingress", "egress"]
	some rule in input.review.object.spec[direction]
	count(object.get(rule, "ports", [])) == 0
	msg := "opens every port: name those that are meant"
}

peers contains peer if some peer in input.review.object.spec.ingress[_].from

peers contains peer if some peer in input.review.object.spec.egress[_].to
