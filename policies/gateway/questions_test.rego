package system.authz_test

import data.system.authz

asked(method, path) if {
	authz.allow with input as {"method": method, "path": path}
}

test_the_one_question if asked("POST", ["v1", "data", "bestek", "gateway", "decision"])

test_another_document if not asked("POST", ["v1", "data", "bestek", "gateway"])

test_reading_all_of_it if not asked("GET", ["v1", "data"])

test_new_rules if not asked("PUT", ["v1", "policies", "bestek"])

test_new_data if not asked("PUT", ["v1", "data", "bestek", "gateway", "decision"])

test_a_query_of_ones_own if not asked("POST", ["v1", "query"])

test_health if asked("GET", ["health"])

test_metrics if asked("GET", ["metrics"])

test_nothing_at_all if not authz.allow with input as {}
