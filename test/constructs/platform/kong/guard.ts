import { lauxlib, lua as machine, lualib, to_jsstring, to_luastring } from "fengari";
import { lua } from "../../../../policies";

/** What a request brings, as a table of Lua. */
export interface GuardCase {
  /** Settings of the guard. */
  readonly settings: string;
  /** Fields of the request: method, host, path, query, headers, body. */
  readonly request: string;
  /** Answers by address; an address without one does not answer. */
  readonly answers: string;
}

/** Just enough of Kong around the guard to see what it asks, and what becomes of the request. */
const surroundings = ({ settings, request, answers }: GuardCase, handler: string): string => `
local request = ${request}
local answers = ${answers}
local said = {}
local function say(...) said[#said + 1] = table.concat({ ... }, " ") end

package.loaded["resty.http"] = { new = function()
  return {
    set_timeouts = function() end,
    request_uri = function(_, address, question)
      local http = question.body and type(question.body) == "table" and question.body.input.attributes
      say("asks", question.method, address .. (question.path or "") .. ((question.query or "") ~= "" and "?" .. question.query or ""),
        http and http.request.http.path .. " " .. http.request.http.headers.authorization .. " " .. http.contextExtensions.issuer
        or (type(question.body) == "string" and question.body or "-"))
      for _, name in ipairs({ "cookie", "authorization", "transfer-encoding" }) do
        if question.headers and question.headers[name] then say("shows", name, question.headers[name]) end
      end
      local answer = answers[address]
      if answer == nil then return nil, "refused" end
      return { status = answer.status, headers = answer.headers or {}, body = answer.body }
    end,
  }
end }
package.loaded["cjson.safe"] = { encode = function(v) return v end, decode = function(v) return v end }
ngx = { escape_uri = function(s) return (string.gsub(s, "[^%w]", function(c) return string.format("%%%02X", string.byte(c)) end)) end }
kong = {
  request = {
    get_method = function() return request.method or "GET" end,
    get_host = function() return request.host or "portal.example.eu" end,
    get_raw_path = function() return request.path or "/" end,
    get_raw_query = function() return request.query or "" end,
    get_headers = function() return request.headers or {} end,
    get_header = function(name) return (request.headers or {})[name] end,
    get_raw_body = function() return request.body end,
  },
  client = { get_forwarded_ip = function() return "192.0.2.7" end },
  service = { request = {
    set_header = function(name, value) say("sets", name, value) end,
    clear_header = function(name) say("clears", name) end,
  } },
  response = { exit = function(status, body, headers)
    say("answers", tostring(status), body or "-", headers and headers["Location"] or "-")
  end },
}
local guard = (function() ${handler} end)()
guard:access(${settings})
return table.concat(said, "\\n")
`;

/** What the guard does with a request, line by line; a request that it answers nothing to passes. */
export function guarded(one: GuardCase): readonly string[] {
  const state = lauxlib.luaL_newstate();
  lualib.luaL_openlibs(state);
  const failed = lauxlib.luaL_dostring(state, to_luastring(surroundings(one, lua("gateway/kong/handler"))));
  const said = to_jsstring(machine.lua_tostring(state, -1));
  if (failed) throw new Error(said);
  return said === "" ? [] : said.split("\n");
}
