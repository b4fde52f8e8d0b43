import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accountPages, mailPrograms } from "../../suites/noveu/mail-programs";

const inImage = (file: string): string => readFileSync(join(__dirname, "../../images/stalwart-cli", file), "utf8");

test("the pages on which people make app passwords come from the mirror, where the preparation puts them", () => {
  expect(accountPages).toMatchObject({
    object: "Application",
    value: { pages: { resourceUrl: "file:///var/lib/stalwart/webui.zip", enabled: true } },
  });
  expect(inImage("apply-plan")).toContain("cp /usr/local/share/webui.zip /var/lib/stalwart/webui.zip");
  expect(inImage("Dockerfile")).toContain("/usr/local/share/webui.zip /usr/local/share/webui.zip");
});

test("people come back to the pages that the server has, and to no other", () => {
  expect(mailPrograms["stalwart-webui"]?.redirects).toEqual([
    { kind: "page", label: "mail", path: "/account/oauth/callback" },
    { kind: "page", label: "mail", path: "/admin/oauth/callback" },
  ]);
  expect(accountPages).toHaveProperty("value.pages.urlPrefix", { "/account": true, "/admin": true });
});
