import { stringify } from "yaml";
import type { Surroundings } from "../../language";

/** Ports of a LiveKit server: who speaks where, the relay behind the gateway, media between relay and rooms, metrics. */
export const livekitPorts = { signals: 7880, relay: 5349, media: 7882, metrics: 6789 } as const;

/** Port of the authorization service. */
export const authorizationPort = 8080;

/** Labels of the two public names: for signals and permissions, and for media. */
export const callLabels = { signals: "calls", relay: "turn" } as const;

/** Where clients ask for permission to join: what Synapse, Element Web and `.well-known` tell them. */
export const callsAddress = (at: Surroundings): string => `https://${at.hostname(callLabels.signals)}`;

/**
 * LiveKit as in its configuration reference and source of 1.13. All media pass its own relay (TURN), whose encryption the gateway ends: the relay
 * reaches rooms at pods' addresses, which clients are told and can't reach, so that no public address stands in a file and nobody is asked for one.
 */
export const livekitConfig = (at: Surroundings): string =>
  stringify({
    port: livekitPorts.signals,
    prometheus_port: livekitPorts.metrics,
    logging: { level: "info", pion_level: "error", json: true },
    redis: { address: `${at.cache().host}:${String(at.cache().port)}` },
    rtc: {
      udp_port: livekitPorts.media,
      // Otherwise a listener on 7881, which nobody reaches.
      tcp_port: 0,
      use_external_ip: false,
      // Answers those who come and asks nobody for its own address.
      use_ice_lite: true,
      // Where none is named, clients are sent to those of Google and Twilio. Nothing answers here, and nothing has to.
      stun_servers: [`${at.hostname(callLabels.relay)}:443`],
    },
    turn: {
      enabled: true,
      // Clients are sent to port 443 of this name, whatever stands in `tls_port`.
      domain: at.hostname(callLabels.relay),
      tls_port: livekitPorts.relay,
      external_tls: true,
      relay_range_start: 30_000,
      relay_range_end: 39_999,
      // Rooms are at pods' addresses; the network's policies let the relay reach no others there.
      allow_restricted_peer_cidrs: [at.podNetwork],
    },
    // Who holds a token for a room that is not there doesn't make one: that is decided by the authorization service alone.
    room: { auto_create: false },
    node_selector: { kind: "any", sort_by: "rooms" },
    webhook: { urls: [`http://${at.workload("calls", "authorization")}:${String(authorizationPort)}/sfu_webhook`] },
  });

/** Starts the server with its one key, by which it signs news as well. */
export const livekitStart =
  'LIVEKIT_KEYS="$LIVEKIT_WEBHOOK_API_KEY: $LIVEKIT_SECRET" exec /livekit-server --config /etc/livekit/livekit.yaml';
