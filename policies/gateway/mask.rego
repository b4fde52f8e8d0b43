# Decisions are kept, tokens are not.
package system.log

mask contains sprintf("/input/attributes/request/http/headers/%s", [header]) if {
	some header in ["authorization", "cookie"]
	input.input.attributes.request.http.headers[header]
}

# Authorization codes travel in queries.
mask contains sprintf("/input/%s", [field]) if {
	some field in ["parsed_query", "attributes/request/http/path"]
	contains(input.input.attributes.request.http.path, "?")
}
