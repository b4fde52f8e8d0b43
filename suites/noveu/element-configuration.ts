import type { Surroundings } from "../../language";

/**
 * Element Web, tied to its own homeserver: nothing is looked up elsewhere, nothing is reported. Calls are off, because no relay stands
 * between two networks; options as in Element Web's documentation of 1.12.
 */
export const elementConfig = (at: Surroundings): string =>
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
      setting_defaults: {
        "UIFeature.registration": false,
        "UIFeature.passwordReset": false,
        "UIFeature.deactivate": false,
        "UIFeature.identityServer": false,
        "UIFeature.thirdPartyId": false,
        "UIFeature.voip": false,
        "UIFeature.locationSharing": false,
        "UIFeature.widgets": false,
        fallbackICEServerAllowed: false,
      },
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
  location ~ ^/(index\\.html|version|config.*\\.json)?$ {
    add_header Cache-Control "no-cache";
    add_header Content-Security-Policy "frame-ancestors 'self'" always;
    add_header X-Frame-Options SAMEORIGIN always;
  }
}
`;
