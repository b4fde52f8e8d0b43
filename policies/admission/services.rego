# One way in: whatever else is published passes by the gateway's encryption, firewall and limits.
package bestek.admission.services

violation contains {"msg": msg} if {
	input.review.object.spec.type == "LoadBalancer"
	not input.review.object.metadata.namespace in input.parameters.published
	msg := sprintf("a load balancer outside %s is a way around the gateway: use a route", [concat(", ", input.parameters.published)])
}

violation contains {"msg": msg} if {
	input.review.object.spec.type == "NodePort"
	msg := "a port on every node is a way around the gateway: use a route"
}

# Takes over traffic to any address, of others as well (CVE-2020-8554).
violation contains {"msg": msg} if {
	some address in input.review.object.spec.externalIPs
	msg := sprintf("external address %q: nobody takes over addresses", [address])
}

violation contains {"msg": msg} if {
	input.review.object.spec.type == "ExternalName"
	msg := "an alias for a name outside leads the gateway to wherever the alias points"
}
