import { clientPrograms, type ClientProgram, type ProgramPurpose } from "../../catalog";
import type { Surroundings } from "../../language";
import { directoryLabel, directoryPublicPort } from "./directory-configuration";
import { certificateFile } from "./nextcloud-certificates";

/** As `sha256sum --check` reads it. */
export const checksums = `${clientPrograms
  .flatMap(({ installers }) => installers.map(({ sha256, file }) => `${sha256}  files/${file}`))
  .join("\n")}\n`;

/** What people read; names of hosts are the tenants' own, so that the page says where to look and names none. */
export function downloadPage(at: Surroundings): string {
  const offered = clientPrograms.filter(({ purpose }) => at.offers(purpose));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Programs - ${escape(at.customer)}</title>
<style>body{font:1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}code{overflow-wrap:anywhere}</style>
<h1>Programs for your desk and telephone</h1>
<p>Everything works in a browser too. All checksums in one file: <a href="SHA256SUMS">SHA256SUMS</a>.</p>
${offered.map(section).join("\n")}${certificates(at)}
</html>
`;
}

const section = ({ title, publisher, purpose, installers, telephones }: ClientProgram): string =>
  [
    `<h2>${escape(title)}</h2>`,
    `<p>By ${escape(publisher)}. ${signIn[purpose]}</p>`,
    "<ul>",
    ...installers.map(
      ({ system, file, version, sha256 }) =>
        `<li>${system}: <a href="files/${file}">${escape(file)}</a>, version ${escape(version)}, SHA-256 <code>${sha256}</code></li>`,
    ),
    ...(telephones === undefined
      ? []
      : [
          `<li>Telephones: <em>${escape(telephones.title)}</em> in the maker's shop, or <code>${escape(telephones.fDroid)}</code> in F-Droid</li>`,
        ]),
    "</ul>",
  ].join("\n");

/** No program looks a directory up by itself: what is typed by hand stands here. */
const certificates = (at: Surroundings): string =>
  at.offers("directory")
    ? `
<h2>Certificates for encrypted mail</h2>
<p>Put your own S/MIME certificate, without its key, into the root of your files as <code>${certificateFile}</code>: programs then find it by your address.
To find those of others, add a directory (LDAP) to your mail program: server <code>${escape(at.hostname(directoryLabel))}</code>, port
${String(directoryPublicPort)}, with SSL or TLS, no name and no password, and the search base empty or <code>dc=example,dc=org</code> for addresses
<code>@example.org</code>. It answers whoever knows an address in full, and lists nobody.</p>`
    : "";

/** How each kind of program lets people in; see the decision on programs of people's own. */
const signIn: Readonly<Record<ProgramPurpose, string>> = {
  mail:
    "Type your address and let the program find the settings. As password use one that you make for this program alone: sign in to mail " +
    "in the browser, open <code>/account</code> there, and choose App Passwords. Outlook, and the mail and calendar programs " +
    "of telephones, find their settings and sign in the same way.",
  files: "Type the address of your files; the program opens your browser, where you sign in as always.",
  chat:
    "Type the address of your chat server, or your address; the program opens your browser, where you sign in as always. Element X, " +
    "the newer program for telephones, does not work here yet: take Element Classic.",
};

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Files never change under their name, so that anybody on the way may keep them for a day; the page says which there are, and is asked for. */
export const downloadSite = `server {
  listen 8080;
  server_tokens off;
  root /usr/share/nginx/html;
  index index.html;
  charset utf-8;
  default_type application/octet-stream;
  add_header Content-Security-Policy "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'" always;
  add_header Cache-Control "no-cache";
  location = /health {
    default_type text/plain;
    return 200 "ok";
  }
  location = /SHA256SUMS {
    default_type text/plain;
  }
  location /files/ {
    add_header Content-Security-Policy "default-src 'none'; frame-ancestors 'none'" always;
    add_header Cache-Control "public, max-age=86400, immutable";
  }
}
`;
