# Over HTTP one question can be asked, and nothing read or changed; the state of health and the metrics are everybody's.
package system.authz

default allow := false

allow if {
	input.method == "POST"
	input.path == ["v1", "data", "bestek", "gateway", "decision"]
}

allow if {
	input.method == "GET"
	input.path[0] in {"health", "metrics"}
}
