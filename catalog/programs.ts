import type { Source } from "../language";

/** What people use a program for; a page offers those of the services that there are. */
export type ProgramPurpose = "mail" | "files" | "chat";

/** An installer as its publisher offers it, copied into the image that hands it out. */
export interface Installer {
  readonly system: "Windows" | "macOS" | "Linux";
  /** Name under which it is handed out: letters, digits, points, hyphens and underscores alone. */
  readonly file: string;
  readonly version: string;
  /** Where whoever builds the image fetches it. */
  readonly url: string;
  /** SHA-256 in hexadecimal, as others found it who fetched the same address. */
  readonly sha256: string;
  readonly source: Source;
}

export interface ClientProgram {
  readonly title: string;
  readonly publisher: string;
  readonly purpose: ProgramPurpose;
  readonly installers: readonly Installer[];
  /** Telephones take programs from their makers' shops, or from F-Droid: what to look for there. */
  readonly telephones?: { readonly title: string; readonly fDroid: string };
}

const winget = (path: string, date: string): Source => ({
  kind: "documentation",
  ref: `microsoft/winget-pkgs, manifests/${path}`,
  date,
});

const nextcloud = "https://github.com/nextcloud-releases/desktop/releases/download";
const element = "https://packages.element.io/desktop";
const mozilla = "https://download-installer.cdn.mozilla.net/pub/thunderbird/releases";

/** Programs for people's own machines. Versions differ between systems where a checksum was found for another one. */
export const clientPrograms: readonly ClientProgram[] = [
  {
    title: "Thunderbird",
    publisher: "MZLA Technologies",
    purpose: "mail",
    installers: [
      {
        system: "Windows",
        file: "Thunderbird-153.3.1esr-x64.exe",
        version: "153.3.1esr",
        url: `${mozilla}/153.3.1esr/win64/en-US/Thunderbird%20Setup%20153.3.1esr.exe`,
        sha256: "887381497472f201165eff9588f3a3d7aeb01126056727b15cb0f25ba92bb4cf",
        source: winget("m/Mozilla/Thunderbird/ESR/153.3.1", "2026-09-18"),
      },
      {
        system: "macOS",
        file: "Thunderbird-140.12.0esr.dmg",
        version: "140.12.0esr",
        url: `${mozilla}/140.12.0esr/mac/en-US/Thunderbird%20140.12.0esr.dmg`,
        sha256: "4bec2d760c561c9f0c47e0449c79859577d99f814cdd2439dee8af4423b89cb7",
        source: { kind: "documentation", ref: "Homebrew/homebrew-cask, Casks/t/thunderbird@esr.rb", date: "2026" },
      },
    ],
    telephones: { title: "Thunderbird", fDroid: "net.thunderbird.android" },
  },
  {
    title: "Nextcloud",
    publisher: "Nextcloud GmbH",
    purpose: "files",
    installers: [
      {
        system: "Windows",
        file: "Nextcloud-34.0.4-x64.msi",
        version: "34.0.4",
        url: `${nextcloud}/v34.0.4/Nextcloud-34.0.4-x64.msi`,
        sha256: "1df758add8cb685f5573223e8db18caa18ad7d356913c89d937cab0dc8444d07",
        source: winget("n/Nextcloud/NextcloudDesktop/34.0.4", "2026-09-16"),
      },
      {
        system: "Linux",
        file: "Nextcloud-34.0.1-x86_64.AppImage",
        version: "34.0.1",
        url: `${nextcloud}/v34.0.1/Nextcloud-34.0.1-x86_64.AppImage`,
        sha256: "729754f7f36f3bad1e3308be9bef1fea596dcbb8d1df94571b885f3eb875513f",
        source: { kind: "documentation", ref: "Containerpak/nextcloud, Dockerfile", date: "2026" },
      },
    ],
    telephones: { title: "Nextcloud", fDroid: "com.nextcloud.client" },
  },
  {
    title: "Element",
    publisher: "Element Creations Ltd",
    purpose: "chat",
    installers: [
      {
        system: "Windows",
        file: "Element-1.12.27-x64.exe",
        version: "1.12.27",
        url: `${element}/install/win32/x64/Element%20Setup%201.12.27.exe`,
        sha256: "e74c3562df34c8897fbf0fdd72c2aca905291227bdbbacba718e609d1750975c",
        source: winget("e/Element/Element/1.12.27", "2026-09-01"),
      },
      {
        system: "macOS",
        file: "Element-1.12.27-universal-mac.zip",
        version: "1.12.27",
        url: `${element}/update/macos/Element-1.12.27-universal-mac.zip`,
        sha256: "a9a577bcfbc2a2307525579fb9ca722ed70e9fd7d45e843dc9a297bba2bc1570",
        source: { kind: "documentation", ref: "Homebrew/homebrew-cask, Casks/e/element.rb", date: "2026-09" },
      },
    ],
    telephones: { title: "Element Classic", fDroid: "im.vector.app" },
  },
];
