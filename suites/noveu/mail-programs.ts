import type { Program } from "../../language";
import type { Line } from "./stalwart-plan";

/** Where the preparation leaves Stalwart's pages; see `images/stalwart-cli/apply-plan`. */
const pages = "/var/lib/stalwart/webui.zip";

/** Below which paths the pages are, as Stalwart's own default has it. */
const prefixes = ["/account", "/admin"] as const;

/** The pages are part of our image: left to itself the server would fetch them from GitHub. Fields as in Stalwart's schema of 0.16. */
export const accountPages: Line = {
  "@type": "upsert",
  object: "Application",
  // The words of the one that a new server brings, so that there is no second one.
  matchOn: ["description"],
  value: {
    pages: {
      description: "Stalwart Web Interface",
      enabled: true,
      resourceUrl: `file://${pages}`,
      urlPrefix: Object.fromEntries(prefixes.map((prefix) => [prefix, true])),
    },
  },
};

/**
 * Who signs people in at the identity server and shows Stalwart the token, which never asks for one itself: its own pages, and programs for
 * mail that are told of the identity server (Thunderbird from 140 on, by an add-on's `oauth_provider`). Programs that can't be told,
 * Outlook and those of telephones among them, are given an app password on these pages.
 */
export const mailPrograms: Readonly<Record<string, Program>> = {
  // The id is written into the pages (stalwartlabs/stalwart#3067), and so is where they come back to.
  "stalwart-webui": {
    title: "Mail account",
    redirects: prefixes.map((prefix) => ({ kind: "page", label: "mail", path: `${prefix}/oauth/callback` })),
  },
  "mail-programs": { title: "Your mail program", redirects: [{ kind: "loopback", path: "/" }] },
};
