import { gatewayRef } from "../../../constructs/platform/gateway/gateway-reference";
import { securityTxt } from "../../../constructs/presentation/security-txt";
import { render } from "../render";

const disclosure = { contact: "mailto:security@zuid.example.eu", until: "2027-10-31" };
const objects = (labels: readonly string[]) =>
  render((chart) => {
    securityTxt(chart, { disclosure, parents: labels.map((label) => gatewayRef("envoy", `https-${label}`)) });
  }, "envoy-gateway-system");

test("every address says whom to tell, and until when that holds", () => {
  expect(objects(["files", "mail"])["HTTPRouteFilter/security-txt"]).toMatchObject({
    spec: {
      directResponse: {
        statusCode: 200,
        contentType: "text/plain; charset=utf-8",
        body: { inline: "Contact: mailto:security@zuid.example.eu\nExpires: 2027-10-31T23:59:59Z\n" },
      },
    },
  });
  expect(objects(["files", "mail"])["HTTPRoute/security-txt"]).toMatchObject({
    spec: {
      parentRefs: [{ sectionName: "https-files" }, { sectionName: "https-mail" }],
      rules: [
        {
          matches: [{ path: { type: "Exact", value: "/.well-known/security.txt" } }],
          filters: [{ type: "ExtensionRef", extensionRef: { kind: "HTTPRouteFilter", name: "security-txt" } }],
        },
      ],
    },
  });
});

test("a tenant's answer is given at the tenant's own names", () => {
  const own = render((chart) => {
    securityTxt(chart, {
      disclosure,
      parents: [gatewayRef("envoy", "https-mail")],
      hostNames: ["mail.noord.example.eu"],
    });
  }, "noord-mail");
  expect(own["HTTPRoute/security-txt"]).toMatchObject({ spec: { hostnames: ["mail.noord.example.eu"] } });
});

test("without an address nothing is said", () => {
  expect(Object.keys(objects([]))).toEqual([]);
});
