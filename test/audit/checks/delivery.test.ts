import { delivery } from "../../../audit/checks/delivery";
import { originOf, targetOf } from "../../../audit/checks/delivery/names";
import type { Json } from "../../../audit/facts/json";
import { infrastructure } from "../fixture/good-stacks";
import { site } from "../fixture/good-plan";
import { all, inStack, withObject, type Edit } from "../fixture/output";
import { judges } from "../fixture/verdict-table";

const record = `${infrastructure}:ovh_domain_zone_record.files`;

const alias = (target: string): Edit =>
  inStack(infrastructure, ["resource", "ovh_domain_zone_record", "files"], {
    zone: "example.eu",
    subdomain: "files",
    fieldtype: "CNAME",
    ttl: 3600,
    target,
  });

const route = (hostname: string): Json => ({
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "HTTPRoute",
  metadata: { name: "files", namespace: "shop" },
  spec: { hostnames: [hostname], rules: [] },
});

const guard: Json = {
  apiVersion: "gateway.envoyproxy.io/v1alpha1",
  kind: "SecurityPolicy",
  metadata: { name: "files", namespace: "shop" },
  spec: { targetRefs: [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute", name: "files" }], oidc: {} },
};

const object = (name: string): string => `${site}/shop/${name}`;
const carried = all(alias("proef.b-cdn.net."), withObject(object("files"), route("files-origin.example.eu")));

judges(delivery, [
  { name: "files for everybody by a network of the EU", edit: carried, outcome: "pass" },
  {
    name: "a network from elsewhere",
    edit: all(alias("proef.cloudfront.net."), withObject(object("files"), route("files-origin.example.eu"))),
    outcome: "fail",
    object: record,
    says: ['"proef.cloudfront.net"', "no delivery network of the EU"],
  },
  {
    name: "a name that looks like the network's",
    edit: all(alias("b-cdn.net.example.com."), withObject(object("files"), route("files-origin.example.eu"))),
    outcome: "fail",
    object: record,
    says: ["no delivery network of the EU"],
  },
  {
    name: "nothing to fetch",
    edit: all(alias("proef.b-cdn.net."), withObject(object("files"), route("files.example.eu"))),
    outcome: "fail",
    object: record,
    says: ["no route answers at files-origin.example.eu"],
  },
  {
    name: "something behind a sign-in",
    edit: all(carried, withObject(object("guard"), guard)),
    outcome: "fail",
    object: record,
    says: ["keep the answer for everybody"],
  },
]);

test("names that stay inside are no business of this check", () => {
  expect(targetOf({ value: "entry.example.eu." })).toBe("entry.example.eu");
  expect(targetOf({ value: '["entry.example.eu."]' })).toBe("entry.example.eu");
  expect(originOf("downloads.zuid.example.eu")).toBe("downloads-origin.zuid.example.eu");
});
