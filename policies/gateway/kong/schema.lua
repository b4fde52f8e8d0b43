-- Settings of the guard, as Kong checks them before it takes a route.
local typedefs = require "kong.db.schema.typedefs"

local SIGN_IN = { "sign_in", "authorization", "issuer", "audience", "rules" }

return {
  name = "bestek-guard",
  fields = {
    { protocols = typedefs.protocols_http },
    {
      config = {
        type = "record",
        fields = {
          { firewall = typedefs.url({ required = true }) },
          { slashes = { type = "string", required = true, one_of = { "refused", "kept" } } },
          { sign_in = typedefs.url },
          { authorization = typedefs.url },
          { issuer = { type = "string" } },
          { audience = { type = "string" } },
          { rules = { type = "string" } },
        },
        entity_checks = { { mutually_required = SIGN_IN } },
      },
    },
  },
}
