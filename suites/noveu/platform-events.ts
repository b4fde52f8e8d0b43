/** Pods whose output is read for events: those of whichever product signs people in. */
export const keycloakSource = "identity/keycloak";
export const authentikSources = ["identity/authentik", "identity/worker"] as const;
/** Whichever of them holds the secrets. */
export const secretsSources = ["openbao/server", "vault/server"] as const;

/**
 * A request of OTLP as the list of the events in it. Keycloak's are what its listener of events logs, in a record of JSON (keycloak.org, logging);
 * authentik's are the lines that say that it made one (docs.goauthentik.io, log forwarding; authentik/events/models.py); OpenBao's
 * and Vault's are the entries of their audit device, of type request or response (openbao.org, audit devices 2.5; the same in Vault). What else both write, such as that they
 * started, is left out; what looks like a record and is none, because it was cut off, is kept as text.
 */
export const lineEvents = `let request = content().parse_json()
let lines = $request.resourceLogs.or([]).map_each(part -> part.scopeLogs.or([]).map_each(scope -> scope.logRecords.or([])).flatten()).flatten()
let events = $lines.map_each(line -> {
  "from": {
    "source": line.attributes.filter(given -> given.key == "source").index(0).value.stringValue.catch(""),
    "pod": line.attributes.filter(given -> given.key == "pod").index(0).value.stringValue.catch(""),
    "written": line.timeUnixNano.string().catch("")
  },
  "text": line.body.stringValue | "",
  "record": line.body.stringValue.parse_json().catch(null)
}).map_each(line -> match {
  line.from.source == "${keycloakSource}" && line.record.loggerName.catch("") == "org.keycloak.events" => line.from.merge({ "event": line.record }),
  ${JSON.stringify(authentikSources)}.contains(line.from.source) && line.record.event.catch("") == "Created Event" => line.from.merge({ "event": line.record }),
  ${JSON.stringify(secretsSources)}.contains(line.from.source) && ["request", "response"].contains(line.record.type.catch("")) => line.from.merge({ "event": line.record }),
  line.record == null && line.text.trim().has_prefix("{") => line.from.merge({ "text": line.text }),
  _ => deleted()
})
root = if $events.length() == 0 { deleted() } else { $events }`;
