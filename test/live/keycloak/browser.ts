import { ask, type Question } from "../harness/ask";

/** Where a browser comes to rest. */
export type Rest =
  | {
      readonly kind: "page";
      readonly status: number;
      readonly form: string;
      readonly action: string;
      readonly text: string;
    }
  /** Led away from the server, to whoever sent the person there. */
  | { readonly kind: "back"; readonly to: string; readonly answer: URLSearchParams };

const plain = (text: string): string =>
  text.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'");

/** What the server says to whoever comes through the gateway to `origin`. */
export const throughGateway = (origin: string): Readonly<Record<string, string>> => ({
  "x-forwarded-proto": "https",
  "x-forwarded-host": new URL(origin).host,
  "x-forwarded-port": "443",
});

/** One person's browser: it keeps cookies, follows where it is led, and fills in forms. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  /** `address` is where the server listens, `origin` what people call it. */
  constructor(private readonly server: { readonly address: string; readonly origin: string }) {}

  open(url: string): Promise<Rest> {
    return this.follow(url, {});
  }

  /** Fills in the page's form. Throws where there is none. */
  send(page: Rest, fields: Readonly<Record<string, string>>): Promise<Rest> {
    switch (page.kind) {
      case "back":
        throw new Error(`there is no form to fill in: led back to ${page.to}`);
      case "page":
        if (page.action === "") throw new Error(`there is no form to fill in: ${page.text.slice(0, 2000)}`);
        return this.follow(page.action, {
          method: "POST",
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams(fields).toString(),
        });
    }
  }

  private async follow(url: string, question: Question): Promise<Rest> {
    const { address, origin } = this.server;
    if (!url.startsWith(`${origin}/`)) {
      const { searchParams, hash } = new URL(url);
      return { kind: "back", to: url, answer: hash === "" ? searchParams : new URLSearchParams(hash.slice(1)) };
    }
    const { status, headers, text } = await ask(`${address}${url.slice(origin.length)}`, {
      ...question,
      headers: {
        ...question.headers,
        ...throughGateway(origin),
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
    });
    this.keep(headers["set-cookie"]);
    const { location } = headers;
    if (typeof location === "string") return this.follow(new URL(location, url).href, {});
    const [form = ""] = /<form\b[^>]*>/.exec(text) ?? [];
    const attribute = (name: string): string => plain(new RegExp(`\\b${name}="([^"]*)"`).exec(form)?.[1] ?? "");
    return { kind: "page", status, form: attribute("id"), action: attribute("action"), text };
  }

  private keep(set: string | readonly string[] | undefined): void {
    for (const line of set === undefined || typeof set === "string" ? [] : set) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name === undefined || value === undefined) continue;
      if (value === "" || /;\s*max-age=0\b/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

/** What a hidden field of the page holds; empty where there is no such field. */
export const hidden = (page: Rest, name: string): string =>
  page.kind === "page" ? plain(new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? "") : "";
