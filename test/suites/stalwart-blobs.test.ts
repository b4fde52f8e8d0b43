import eigen from "../../environments/noveu-eigen";
import zuid from "../../environments/noveu-zuid";
import { standbyOf, type Environment, type Site } from "../../environments/schema";
import { surroundingsOf } from "../../planning/placement";
import { mailRules } from "../../suites/noveu/mail-rules";
import { stalwartPlan } from "../../suites/noveu/stalwart-plan";

const blobStore = (environment: Environment, site: Site): unknown => {
  const { mail } = environment.suite.services;
  if (mail === undefined) throw new Error("the sample has no mail");
  const lines = stalwartPlan(surroundingsOf(environment, site, mail), mailRules)
    .trim()
    .split("\n");
  const values: readonly unknown[] = lines.map((line): unknown => JSON.parse(line));
  return values.find((value) => JSON.stringify(value).includes('"BlobStore"'));
};

test("storage that takes buckets in hosts alone is reached at the bucket's own host, with a folder in its place", () => {
  expect(blobStore(zuid, zuid.site)).toMatchObject({
    value: {
      bucket: "mail",
      region: { customEndpoint: "https://noveu-zuid-mail-eu-west-par.s3.eu-west-par.io.cloud.ovh.net" },
    },
  });
});

test("the other site finds the copies under the same names, in its own bucket", () => {
  const standby = standbyOf(zuid)?.site;
  if (standby === undefined) throw new Error("the sample has a standby");
  expect(blobStore(zuid, standby)).toMatchObject({
    value: {
      bucket: "mail",
      region: { customEndpoint: "https://noveu-zuid-mail-eu-south-mil.s3.eu-south-mil.io.cloud.ovh.net" },
    },
  });
});

test("storage that wants the bucket in the path gets the same names by a prefix", () => {
  expect(blobStore(eigen, eigen.site)).toMatchObject({
    value: {
      bucket: "noveu-eigen-mail-cellar",
      keyPrefix: "mail/",
      region: { customEndpoint: "https://s3.cellar.rivieroever.example.eu" },
    },
  });
});
