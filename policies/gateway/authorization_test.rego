package bestek.gateway_test

import data.bestek.gateway

rules := json.marshal([
	{"path": "/", "groups": ["users", "administrators"]},
	{"path": "/admin", "groups": ["administrators"]},
])

issuer := "https://iam.a.example.eu/realms/a"

good := {"iss": issuer, "aud": ["portal", "account"], "groups": ["users"]}

token(claims) := io.jwt.encode_sign({"alg": "HS256"}, claims, {"kty": "oct", "k": "dGVzdA"})

request(path, claims) := {"attributes": {
	"request": {"http": {"path": path, "headers": {"authorization": sprintf("Bearer %s", [token(claims)])}}},
	"contextExtensions": {"issuer": issuer, "audience": "portal", "rules": rules},
}}

passes(path, claims) if {
	gateway.decision.allowed == true with input as request(path, claims)
}

denied(path, claims) if {
	gateway.decision.allowed == false with input as request(path, claims)
	gateway.decision.http_status == 403 with input as request(path, claims)
}

with_groups(groups) := object.union(good, {"groups": groups})

test_a_user_reaches_what_is_everybodys if passes("/", good)

test_a_query_changes_nothing if passes("/files?next=/admin", good)

test_one_audience_may_be_a_text if passes("/", object.union(good, {"aud": "portal"}))

test_an_administrator_reaches_what_is_administrators if passes("/admin/users", with_groups(["administrators"]))

test_a_name_that_begins_alike_is_another_path if passes("/administration", good)

test_a_user_is_no_administrator if denied("/admin", good)

test_below_an_administrators_path_neither if denied("/admin/users?x=1", good)

test_no_group_is_no_right if denied("/", with_groups([]))

test_another_group_is_none if denied("/", with_groups(["guests"]))

test_no_groups_claim if denied("/", object.remove(good, ["groups"]))

test_the_token_of_another_tenant if denied("/", object.union(good, {"iss": "https://iam.b.example.eu/realms/b"}))

test_the_token_for_another_service if denied("/", object.union(good, {"aud": ["files"]}))

test_no_audience if denied("/", object.remove(good, ["aud"]))

test_a_way_round_through_dots if denied("/x/../admin", good)

test_a_way_round_through_codes if denied("/x/%2e%2E/admin", good)

test_a_way_round_through_slashes if denied("//admin", good)

test_no_token if {
	gateway.decision.allowed == false with input as json.patch(request("/", good), [{
		"op": "remove",
		"path": "/attributes/request/http/headers/authorization",
	}])
}

test_no_bearer if {
	gateway.decision.allowed == false with input as json.patch(request("/", good), [{
		"op": "replace",
		"path": "/attributes/request/http/headers/authorization",
		"value": "Basic dGVzdDp0ZXN0",
	}])
}

test_a_route_that_asks_for_nothing_lets_nobody_pass if {
	gateway.decision.allowed == false with input as json.remove(request("/", good), ["/attributes/contextExtensions"])
}

test_no_request_at_all if gateway.decision.allowed == false with input as {}

test_the_service_gets_no_token if {
	"authorization" in gateway.decision.request_headers_to_remove with input as request("/", good)
}

test_the_service_and_the_log_learn_who_comes if {
	named := object.union(good, {"sub": "4f1c", "preferred_username": "jansen"})
	gateway.decision.headers["x-signed-in-as"] == "jansen" with input as request("/", named)
}

test_who_has_no_name_is_known_by_number if {
	gateway.decision.headers["x-signed-in-as"] == "4f1c" with input as request("/", object.union(good, {"sub": "4f1c"}))
}

test_tokens_and_codes_are_masked if {
	headers := {"authorization": "Bearer x", "cookie": "y", "accept": "z"}
	logged := {"input": {"attributes": {"request": {"http": {"path": "/oauth2/callback?code=1", "headers": headers}}}}}
	masked := data.system.log.mask with input as logged
	masked == {
		"/input/attributes/request/http/headers/authorization",
		"/input/attributes/request/http/headers/cookie",
		"/input/parsed_query",
		"/input/attributes/request/http/path",
	}
}

test_what_is_harmless_is_kept if {
	logged := {"input": {"attributes": {"request": {"http": {"path": "/a", "headers": {"accept": "z"}}}}}}
	masked := data.system.log.mask with input as logged
	masked == set()
}
