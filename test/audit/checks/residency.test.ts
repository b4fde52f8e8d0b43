import { residency } from "../../../audit/checks/residency";
import { application, infrastructure, operators } from "../fixture/good-stacks";
import { all, inObject, inStack, nothing } from "../fixture/output";
import { judges } from "../fixture/verdict-table";

const kube = ["resource", "ovh_cloud_project_kube", "cluster", "region"] as const;
const bucket = ["resource", "ovh_cloud_project_storage", "files"] as const;
const of = (address: string, stack = infrastructure) => `${stack}:${address}`;
const region = of("ovh_cloud_project_kube.cluster");

describe("residency: regions", () => {
  judges(residency, [
    { name: "every place is in the EU", edit: nothing, outcome: "pass" },
    {
      name: "London",
      edit: inStack(infrastructure, kube, "UK1"),
      outcome: "fail",
      object: region,
      says: ['region: "UK1" lies in London, outside the EU', "choose an EU region"],
    },
    {
      name: "a region that nobody knows, whatever its prefix",
      edit: inStack(infrastructure, kube, "eu-west-atlantis"),
      outcome: "fail",
      object: region,
      says: ['"eu-west-atlantis" is no EU region of the catalogue'],
    },
    {
      name: "a newer product's name for Gravelines",
      edit: inStack(infrastructure, ["resource", "ovh_okms"], { keys: { region: "eu-west-gra" } }),
      outcome: "pass",
    },
    {
      name: "a region of another cloud",
      edit: inStack(infrastructure, kube, "westeurope"),
      outcome: "fail",
      object: region,
      says: ['"westeurope" is no EU region'],
    },
    {
      name: "a data source",
      edit: inStack(infrastructure, ["data", "ovh_cloud_project_region", "here", "region_name"], "BHS5"),
      outcome: "fail",
      object: of("data.ovh_cloud_project_region.here"),
      says: ["region_name", "Beauharnois"],
    },
    {
      name: "a provider",
      edit: inStack(application, ["provider"], {
        aws: [{ region: "eu-west-1" }, { alias: "far", region: "us-east-1" }],
      }),
      outcome: "fail",
      object: of("provider.aws[1]", application),
      says: ['region: "us-east-1" lies in Northern Virginia'],
    },
    {
      name: "the name of a service of AWS in a policy, which is no place",
      edit: inStack(application, ["resource", "aws_iam_role"], {
        copies: { assume_role_policy: '{"Principal":{"Service":"s3.amazonaws.com"}}' },
      }),
      outcome: "pass",
    },
    {
      name: "the same name as a host",
      edit: inStack(application, ["resource", "aws_iam_role"], {
        copies: { assume_role_policy: '{"Condition":{"host":"s3.amazonaws.com"}}' },
      }),
      outcome: "fail",
      object: of("aws_iam_role.copies", application),
      says: ['"s3.amazonaws.com" lies in Northern Virginia'],
    },
    {
      name: "a backend",
      edit: inStack(infrastructure, ["terraform", "backend", "s3", "region"], "sgp"),
      outcome: "fail",
      object: of("backend.s3"),
      says: ['region: "sgp"'],
    },
    {
      name: "the target of a replication",
      edit: inStack(infrastructure, [...bucket, "replication", "rules", 0, "destination", "region"], "BHS"),
      outcome: "fail",
      object: of("ovh_cloud_project_storage.files"),
      says: ["replication.rules.0.destination.region", "Beauharnois"],
    },
    {
      name: "one of several regions",
      edit: inStack(infrastructure, ["resource", "ovh_cloud_project_network_private"], {
        net: { regions: ["GRA11", "SGP1"] },
      }),
      outcome: "fail",
      object: of("ovh_cloud_project_network_private.net"),
      says: ["regions.1", '"SGP1" lies in Singapore'],
    },
    {
      name: "a location of Azure, as people write it",
      edit: inStack(application, ["resource", "azurerm_resource_group"], { main: { location: "West Europe" } }),
      outcome: "pass",
    },
    {
      name: "a location of Azure outside the EU",
      edit: inStack(application, ["resource", "azurerm_resource_group"], { main: { location: "UK South" } }),
      outcome: "fail",
      object: of("azurerm_resource_group.main", application),
      says: ["location", '"UK South" lies in London'],
    },
    {
      name: "a zone of no EU region",
      edit: inStack(
        infrastructure,
        ["resource", "ovh_cloud_project_kube_nodepool", "main", "availability_zones"],
        ["ca-east-tor-a"],
      ),
      outcome: "fail",
      object: of("ovh_cloud_project_kube_nodepool.main"),
      says: ["availability_zones.0", "is no zone of an EU region"],
    },
    {
      name: "an attribute that only sounds like a place",
      edit: inStack(application, ["resource", "vault_aws_secret_backend"], {
        main: { redirect_location: "https://example.eu" },
      }),
      outcome: "pass",
    },
  ]);
});

describe("residency: references", () => {
  const copy = of("ovh_cloud_project_storage.copy");
  judges(residency, [
    {
      name: "a reference to a block outside the EU",
      edit: inStack(infrastructure, [...bucket, "region_name"], "BHS"),
      outcome: "fail",
      object: copy,
      says: ["region_name", "refers to a place outside the EU"],
    },
    {
      name: "a reference to a variable with an EU default",
      edit: all(
        inStack(infrastructure, ["variable"], { region: { default: "RBX" } }),
        inStack(infrastructure, ["resource", "ovh_cloud_project_storage", "copy", "region_name"], "${var.region}"),
      ),
      outcome: "pass",
    },
    {
      name: "a reference to a variable without a default",
      edit: all(
        inStack(infrastructure, ["variable"], { region: { type: "string" } }),
        inStack(infrastructure, ["resource", "ovh_cloud_project_storage", "copy", "region_name"], "${var.region}"),
      ),
      outcome: "undecided",
      object: copy,
      says: ["${var.region}", "known only once the stack is applied", "write the region itself"],
    },
    {
      name: "a reference to a local in London",
      edit: all(
        inStack(infrastructure, ["locals"], { place: "UK1" }),
        inStack(infrastructure, ["resource", "ovh_cloud_project_storage", "copy", "region_name"], "${local.place}"),
      ),
      outcome: "fail",
      object: copy,
      says: ["refers to a place outside the EU"],
    },
    {
      name: "a reference to a block that says nothing",
      edit: inStack(
        infrastructure,
        ["resource", "ovh_cloud_project_storage", "copy", "region_name"],
        "${ovh_domain_zone.main.id}",
      ),
      outcome: "undecided",
      object: copy,
      says: ["known only once"],
    },
    {
      name: "references in a circle",
      edit: inStack(infrastructure, [...bucket, "region_name"], "${ovh_cloud_project_storage.copy.region_name}"),
      outcome: "undecided",
      object: copy,
      says: ["known only once"],
    },
    {
      name: "an output of another stack",
      edit: inStack(operators, ["resource", "ovh_cloud_project_storage"], {
        log: { region_name: "${data.terraform_remote_state.infrastructure.outputs.region}" },
      }),
      outcome: "pass",
    },
    {
      name: "an output of another stack, which stands outside the EU",
      edit: all(
        inStack(infrastructure, kube, "UK1"),
        inStack(operators, ["resource", "ovh_cloud_project_storage"], {
          log: { region_name: '${data.terraform_remote_state.infrastructure.outputs["region"]}' },
        }),
      ),
      outcome: "fail",
      object: of("ovh_cloud_project_storage.log", operators),
      says: ["refers to a place outside the EU"],
    },
    {
      name: "an output of several stacks, all in the EU",
      edit: all(
        inStack(application, ["output"], { region: { value: "RBX" } }),
        inStack(operators, ["resource", "ovh_cloud_project_storage"], {
          log: { region_name: "${data.terraform_remote_state.infrastructure.outputs.region}" },
        }),
      ),
      outcome: "pass",
    },
    {
      name: "an output of several stacks, one of them outside the EU",
      edit: all(
        inStack(application, ["output"], { region: { value: "BHS" } }),
        inStack(operators, ["resource", "ovh_cloud_project_storage"], {
          log: { region_name: "${data.terraform_remote_state.infrastructure.outputs.region}" },
        }),
      ),
      outcome: "undecided",
      object: of("ovh_cloud_project_storage.log", operators),
      says: ["known only once"],
    },
    {
      name: "an output that no stack has",
      edit: inStack(operators, ["resource", "ovh_cloud_project_storage"], {
        log: { region_name: "${data.terraform_remote_state.infrastructure.outputs.nowhere}" },
      }),
      outcome: "undecided",
      object: of("ovh_cloud_project_storage.log", operators),
      says: ["known only once"],
    },
  ]);
});

describe("residency: hosts of object storage", () => {
  const endpoint = ["spec", "configuration", "endpointURL"] as const;
  const archive = "gra11/store/archive-db";
  const id = "gra11/store/ObjectStore/archive";
  judges(residency, [
    {
      name: "a backend's endpoint in Canada",
      edit: inStack(
        infrastructure,
        ["terraform", "backend", "s3", "endpoints", "s3"],
        "https://s3.bhs.io.cloud.ovh.net",
      ),
      outcome: "fail",
      object: of("backend.s3"),
      says: ["endpoints.s3", '"s3.bhs.io.cloud.ovh.net" lies in Beauharnois'],
    },
    {
      name: "a folder that is named like the protocol",
      edit: inStack(infrastructure, ["resource", "vault_mount"], { objects: { path: { s3: "objects" } } }),
      outcome: "pass",
    },
    {
      name: "a backend's endpoint that no rule can place",
      edit: inStack(infrastructure, ["terraform", "backend", "s3", "endpoints", "s3"], "https://objects.example.com"),
      outcome: "undecided",
      object: of("backend.s3"),
      says: ["endpoints.s3", "objects.example.com"],
    },
    {
      name: "a manifest's endpoint in the United States",
      edit: inObject(archive, endpoint, "https://s3.us-east-1.amazonaws.com"),
      outcome: "fail",
      object: id,
      says: ["spec.configuration.endpointURL", "Northern Virginia"],
    },
    {
      name: "AWS without a region",
      edit: inObject(archive, endpoint, "https://bucket.s3.amazonaws.com"),
      outcome: "fail",
      object: id,
      says: ["bucket.s3.amazonaws.com", "Northern Virginia"],
    },
    {
      name: "an unknown region of a known cloud",
      edit: inObject(archive, endpoint, "https://s3.mars.io.cloud.ovh.net/x"),
      outcome: "fail",
      object: id,
      says: ['"s3.mars.io.cloud.ovh.net" is no EU region'],
    },
    {
      name: "a bucket's own host in the EU",
      edit: inObject(archive, endpoint, "https://bucket.s3.eu-west-par.io.cloud.ovh.net"),
      outcome: "pass",
    },
    {
      name: "values of a chart",
      edit: inStack(
        operators,
        ["resource", "helm_release", "gateway", "values"],
        ["archive: s3.ap-south-1.amazonaws.com\n"],
      ),
      outcome: "fail",
      object: of("helm_release.gateway/values", operators),
      says: ["Mumbai"],
    },
  ]);
});
