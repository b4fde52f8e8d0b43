-- Stands before every route of Kong: inspects what comes in, has people sign in, and asks who may reach what. Whatever can't be asked lets
-- nobody pass. Nothing here knows a tenant or a service: the route's own settings say whom to ask, and about what.
local http = require "resty.http"
local json = require "cjson.safe"

-- After the limits of rate and network, which cost nothing, and before everything that speaks to the service.
local guard = { PRIORITY = 900, VERSION = "1.0.0" }

-- Milliseconds until somebody who does not answer counts as absent.
local PATIENCE = 1000

-- Bytes of a body that are inspected: an attack shows at once, and files must be neither held in memory nor refused for their size.
local INSPECTED = 131072

local UNANSWERED = { status = 503, body = "nobody can say whether this may pass" }

-- Headers of one connection, which mean nothing on the next.
local OF_CONNECTION = { "connection", "upgrade", "te", "trailer", "expect", "transfer-encoding", "content-length" }

local function ask(url, question)
  local client = http.new()
  client:set_timeouts(PATIENCE, PATIENCE, PATIENCE)
  return client:request_uri(url, question)
end

local function uri()
  local query = kong.request.get_raw_query()
  if query == nil or query == "" then
    return kong.request.get_raw_path()
  end
  return kong.request.get_raw_path() .. "?" .. query
end

-- A path that a rule forbids could be written so that the rule does not know it, and the service does.
local function path_refusal(conf)
  if conf.slashes == "kept" then
    return nil
  end
  local path = string.lower(kong.request.get_raw_path())
  if string.find(path, "%2f", 1, true) or string.find(path, "%5c", 1, true) or string.find(path, "\\", 1, true) then
    return { status = 400, body = "encoded slashes are not taken here" }
  end
  return nil
end

-- Kinds of bodies that carry parameters, in which attacks travel.
local function carries_parameters()
  local kind = string.lower(kong.request.get_header("content-type") or "")
  return string.find(kind, "form", 1, true) ~= nil
    or string.find(kind, "json", 1, true) ~= nil
    or string.find(kind, "xml", 1, true) ~= nil
end

-- The body as far as it is inspected, or a refusal.
local function body_of_request()
  local length = tonumber(kong.request.get_header("content-length"))
  if length == nil then
    if kong.request.get_header("transfer-encoding") ~= nil and carries_parameters() then
      return nil, { status = 411, body = "say how long this is" }
    end
    return nil, nil
  end
  if length == 0 or length > INSPECTED then
    return nil, nil
  end
  return kong.request.get_raw_body(), nil
end

local function firewall_refusal(conf)
  local body, refusal = body_of_request()
  if refusal then
    return refusal
  end
  local headers = {}
  for name, value in pairs(kong.request.get_headers(1000)) do
    headers[name] = value
  end
  for _, name in ipairs(OF_CONNECTION) do
    headers[name] = nil
  end
  headers["host"] = kong.request.get_host()
  headers["x-real-ip"] = kong.client.get_forwarded_ip()
  local answer = ask(conf.firewall, {
    method = kong.request.get_method(),
    path = kong.request.get_raw_path(),
    query = kong.request.get_raw_query(),
    headers = headers,
    body = body,
  })
  if answer == nil then
    return UNANSWERED
  end
  if answer.status == 204 then
    return nil
  end
  if answer.status == 403 then
    return { status = 403, body = "forbidden" }
  end
  return UNANSWERED
end

-- A browser on its way to a page is led to the sign-in; a program is told.
local function not_signed_in()
  local accept = kong.request.get_header("accept") or ""
  if kong.request.get_method() == "GET" and string.find(accept, "text/html", 1, true) then
    local location = "/oauth2/start?rd=" .. ngx.escape_uri(uri())
    return { status = 302, headers = { ["Location"] = location, ["Cache-Control"] = "no-store" } }
  end
  return { status = 401, body = "sign in" }
end

-- The token of whoever signed in, or a refusal.
local function bearer_of(conf)
  local host = kong.request.get_host()
  local answer = ask(conf.sign_in, {
    method = "GET",
    headers = {
      ["host"] = host,
      ["cookie"] = kong.request.get_header("cookie"),
      ["x-forwarded-host"] = host,
      ["x-forwarded-proto"] = "https",
      ["x-forwarded-uri"] = uri(),
    },
  })
  if answer == nil then
    return nil, UNANSWERED
  end
  if answer.status == 401 then
    return nil, not_signed_in()
  end
  local bearer = answer.status == 202 and answer.headers["X-Auth-Request-Access-Token"]
  if not bearer or bearer == "" then
    return nil, UNANSWERED
  end
  return bearer, nil
end

local function authorization_refusal(conf, bearer)
  local question = {
    input = {
      attributes = {
        request = {
          http = {
            method = kong.request.get_method(),
            host = kong.request.get_host(),
            path = uri(),
            headers = { authorization = "Bearer " .. bearer },
          },
        },
        contextExtensions = { issuer = conf.issuer, audience = conf.audience, rules = conf.rules },
      },
    },
  }
  local answer = ask(conf.authorization, {
    method = "POST",
    headers = { ["content-type"] = "application/json" },
    body = json.encode(question),
  })
  if answer == nil or answer.status ~= 200 then
    return UNANSWERED
  end
  local decided = json.decode(answer.body)
  local decision = type(decided) == "table" and decided.result
  if type(decision) ~= "table" or decision.allowed ~= true then
    return { status = 403, body = "forbidden" }
  end
  for name, value in pairs(decision.headers or {}) do
    kong.service.request.set_header(name, value)
  end
  return nil
end

local function sign_in_refusal(conf)
  if conf.sign_in == nil then
    return nil
  end
  -- What a client says of itself counts for nothing, and the service has no use for the token.
  kong.service.request.clear_header("authorization")
  kong.service.request.clear_header("x-signed-in-as")
  local bearer, refusal = bearer_of(conf)
  if refusal then
    return refusal
  end
  return authorization_refusal(conf, bearer)
end

function guard:access(conf)
  local refusal = path_refusal(conf) or firewall_refusal(conf) or sign_in_refusal(conf)
  if refusal then
    return kong.response.exit(refusal.status, refusal.body, refusal.headers)
  end
end

return guard
