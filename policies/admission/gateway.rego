# What guards the way in fails closed, and speaks nothing below TLS 1.3.
package bestek.admission.gateway

violation contains {"msg": msg} if {
	input.review.object.kind == "SecurityPolicy"
	input.review.object.spec.extAuth.failOpen == true
	msg := "lets requests pass as soon as nobody can say whether they may"
}

violation contains {"msg": msg} if {
	input.review.object.kind == "EnvoyExtensionPolicy"
	some filter in ["wasm", "extProc"]
	input.review.object.spec[filter][_].failOpen == true
	msg := sprintf("lets requests pass as soon as %s can't be asked", [filter])
}

violation contains {"msg": msg} if {
	input.review.object.kind == "ClientTrafficPolicy"
	object.get(input.review.object.spec, ["tls", "minVersion"], "") != "1.3"
	msg := "lets clients in below TLS 1.3"
}

violation contains {"msg": msg} if {
	input.review.object.kind == "SecurityPolicy"
	input.review.object.spec.oidc
	not input.review.object.spec.extAuth
	msg := "lets whoever signs in reach everything: ask the authorization service"
}
