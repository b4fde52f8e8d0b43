import type { Surroundings } from "../../language";
import type { Calls } from "./chat-rules";
import { callsAddress } from "./livekit-configuration";

/**
 * Element Web, tied to its own homeserver: nothing is looked up elsewhere, nothing is reported. Options as in Element Web's documentation
 * of 1.12.
 */
export const elementConfig = (at: Surroundings, calls: Calls): string =>
  JSON.stringify(
    {
      default_server_config: {
        "m.homeserver": { base_url: `https://${at.hostname("matrix")}`, server_name: at.domain },
      },
      disable_custom_urls: true,
      disable_guests: true,
      disable_3pid_login: true,
      brand: at.customer,
      permalink_prefix: `https://${at.hostname("chat")}`,
      sso_redirect_options: { immediate: true },
      integrations_ui_url: null,
      integrations_rest_url: null,
      bug_report_endpoint_url: null,
      map_style_url: null,
      room_directory: { servers: [at.domain] },
      ...callOptions(calls),
      setting_defaults: {
        "UIFeature.registration": false,
        "UIFeature.passwordReset": false,
        "UIFeature.deactivate": false,
        "UIFeature.identityServer": false,
        "UIFeature.thirdPartyId": false,
        ...(calls.kind === "none" ? { "UIFeature.voip": false } : { enableLegacyCallsVoip: false }),
        "UIFeature.locationSharing": false,
        "UIFeature.widgets": false,
        fallbackICEServerAllowed: false,
      },
    },
    null,
    2,
  );

/** Element Call, which Element Web carries along, for all calls or none: calls of the older kind would want a relay that is not there. */
function callOptions(calls: Calls) {
  switch (calls.kind) {
    case "none":
      return { element_call: { disable: true } };
    case "group":
      return {
        element_call: { use_exclusively: true },
        features: { feature_video_rooms: true, feature_element_call_video_rooms: true },
      };
  }
}

/**
 * What the Element Call inside Element Web falls back to where the homeserver doesn't say where to call. It stands in the place of the image's
 * own file, whose times are repeated (Element Web 1.12.26).
 */
export const elementCallConfig = (at: Surroundings): string =>
  JSON.stringify(
    {
      matrix_rtc_session: {
        wait_for_key_rotation_ms: 5000,
        delayed_leave_event_restart_ms: 4000,
        delayed_leave_event_delay_ms: 18000,
      },
      livekit: { livekit_service_url: callsAddress(at) },
    },
    null,
    2,
  );

/**
 * The image's own web server on a port above 1023, with what Element's documentation asks of whoever serves it: no page of others around it,
 * and no copy of what changes with a version.
 */
export const elementSite = `server {
  listen 8080;
  root /usr/share/nginx/html;
  index index.html;
  charset utf-8;
  add_header Content-Security-Policy "frame-ancestors 'self'" always;
  add_header X-Frame-Options SAMEORIGIN always;
  location = /health {
    default_type application/json;
    return 200 '{"status":"ok"}';
  }
  location ~ ^/((widgets/element-call/)?(index\\.html|config.*\\.json)|version)?$ {
    add_header Cache-Control "no-cache";
    add_header Content-Security-Policy "frame-ancestors 'self'" always;
    add_header X-Frame-Options SAMEORIGIN always;
  }
}
`;
