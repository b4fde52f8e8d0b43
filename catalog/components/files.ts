import type { BuiltHere } from "./built-here";

export const filesImages = {
  /**
   * Nextcloud 34.0.1, run unprivileged on port 8080 by MinBZK/mijn-bureau-infra (read 2026-07-27), with the sign-in app
   * user_oidc 8.11.0 that its image does not carry.
   */
  nextcloud: {
    registry: "bestek",
    repository: "nextcloud",
    tag: "34.0.1-oidc-8.11.0",
    builtHere: {
      folder: "images/nextcloud",
      reason: "the publisher's image has no sign-in app, and pods have no way to the app store",
    },
  },
  /**
   * Nextcloud's own apps, AGPL-3.0: for antivirus files_antivirus 6.4.0 of 2026-08-12, which took in Nextcloud 34 on 2026-01-22 (#532); for
   * office editing richdocuments 11.1.0 of 2026-07-24, made for Nextcloud 34 (#5924).
   */
  nextcloudApps: {
    registry: "bestek",
    repository: "nextcloud-apps",
    tag: "antivirus-6.4.0-office-11.1.0",
    builtHere: {
      folder: "images/nextcloud-apps",
      reason: "the publisher packs apps as archives for the app store alone, to which pods have no way",
    },
  },
} as const satisfies Record<string, BuiltHere>;
