# Who may reach what behind the gateway. The route says what it asks for, so that nothing here knows a tenant or a service; the token
# has been verified before, by the gateway itself and against the keys of the route's own issuer.
package bestek.gateway

default allow := false

http := input.attributes.request.http

route := input.attributes.contextExtensions

claims := payload if {
	[scheme, token] := split(http.headers.authorization, " ")
	lower(scheme) == "bearer"
	[_, payload, _] := io.jwt.decode(token)
}

# A tenant's names are its own realm's: a token of another tenant's realm has another issuer.
issued if {
	route.issuer != ""
	claims.iss == route.issuer
}

meant if {
	audiences := {claims.aud} | {one | some one in claims.aud}
	route.audience in audiences
}

path := split(http.path, "?")[0]

# What the gateway has left unresolved might be resolved by the service behind it.
plain if {
	not contains(path, "..")
	not contains(path, "//")
	not contains(path, "\\")
	not regex.match(`(?i)%(2e|2f|5c)`, path)
}

rules := json.unmarshal(route.rules)

covers(prefix) if prefix == "/"

covers(prefix) if path == prefix

covers(prefix) if startswith(path, sprintf("%s/", [prefix]))

closest := max({count(rule.path) | some rule in rules; covers(rule.path)})

granted if {
	some rule in rules
	covers(rule.path)
	count(rule.path) == closest
	some group in rule.groups
	group in claims.groups
}

allow if {
	issued
	meant
	plain
	granted
}

# Whom the verified token was issued to: decisions are kept without the token, and the service behind is told who comes.
who := object.get(claims, "preferred_username", object.get(claims, "sub", ""))

# The service behind has no use for the token, and so doesn't get it. What a client says of itself under the same name is replaced.
decision := {
	"allowed": true,
	"headers": {"x-signed-in-as": who},
	"request_headers_to_remove": ["authorization"],
} if {
	allow
}

decision := {"allowed": false, "http_status": 403, "body": "forbidden"} if not allow
