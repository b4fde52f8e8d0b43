import type { Cloud } from "../cloud";

/** A region that exists but lies outside the European Union; kept so that a refusal can say where it is. */
export interface OutsideRegion {
  readonly name: string;
  /** City or state, and country where it is published. */
  readonly place: string;
  /** ISO 3166-1 alpha-2; absent where the operator does not publish it. */
  readonly country?: string;
}

type Row = readonly [name: string, place: string, country: string];

const named = (rows: readonly Row[]): readonly OutsideRegion[] =>
  rows.map(([name, place, country]) => ({ name, place, country }));

/** OVHcloud docs: Managed Kubernetes regions and object storage endpoints, 2026-02-03. */
const ovh: readonly Row[] = [
  ["UK1", "London", "GB"],
  ["UK", "London", "GB"],
  ["BHS5", "Beauharnois", "CA"],
  ["BHS", "Beauharnois", "CA"],
  ["CA-EAST-TOR", "Toronto", "CA"],
  ["SGP1", "Singapore", "SG"],
  ["SGP", "Singapore", "SG"],
  ["SYD1", "Sydney", "AU"],
  ["AP-SOUTHEAST-SYD", "Sydney", "AU"],
  ["AP-SOUTH-MUM", "Mumbai", "IN"],
  ["US-EAST-VA-1", "Virginia", "US"],
  ["US-WEST-OR-1", "Oregon", "US"],
];

/** Microsoft Learn: list of Azure regions, 2025-09-23. */
const azure: readonly Row[] = [
  ["uksouth", "London", "GB"],
  ["ukwest", "Cardiff", "GB"],
  ["switzerlandnorth", "Zurich", "CH"],
  ["switzerlandwest", "Geneva", "CH"],
  ["norwayeast", "Oslo", "NO"],
  ["norwaywest", "Stavanger", "NO"],
  ["eastus", "Virginia", "US"],
  ["eastus2", "Virginia", "US"],
  ["centralus", "Iowa", "US"],
  ["northcentralus", "Illinois", "US"],
  ["southcentralus", "Texas", "US"],
  ["westcentralus", "Wyoming", "US"],
  ["westus", "California", "US"],
  ["westus2", "Washington", "US"],
  ["westus3", "Phoenix", "US"],
  ["canadacentral", "Toronto", "CA"],
  ["canadaeast", "Quebec City", "CA"],
  ["brazilsouth", "São Paulo", "BR"],
  ["mexicocentral", "Querétaro", "MX"],
  ["chilecentral", "Santiago", "CL"],
  ["australiaeast", "New South Wales", "AU"],
  ["australiasoutheast", "Victoria", "AU"],
  ["eastasia", "Hong Kong", "HK"],
  ["southeastasia", "Singapore", "SG"],
  ["japaneast", "Tokyo", "JP"],
  ["japanwest", "Osaka", "JP"],
  ["koreacentral", "Seoul", "KR"],
  ["centralindia", "Pune", "IN"],
  ["southindia", "Chennai", "IN"],
  ["westindia", "Mumbai", "IN"],
  ["israelcentral", "Israel", "IL"],
  ["qatarcentral", "Doha", "QA"],
  ["uaenorth", "Dubai", "AE"],
  ["southafricanorth", "Johannesburg", "ZA"],
  ["southafricawest", "Cape Town", "ZA"],
  ["uaecentral", "Abu Dhabi", "AE"],
  ["koreasouth", "Busan", "KR"],
  ["newzealandnorth", "Auckland", "NZ"],
  ["malaysiawest", "Kuala Lumpur", "MY"],
  ["indonesiacentral", "Jakarta", "ID"],
  ["australiacentral", "Canberra", "AU"],
];

/** AWS documentation: Regions and Availability Zones, 2026-07. */
const aws: readonly Row[] = [
  ["eu-west-2", "London", "GB"],
  ["eu-central-2", "Zurich", "CH"],
  ["us-east-1", "Northern Virginia", "US"],
  ["us-east-2", "Ohio", "US"],
  ["us-west-1", "Northern California", "US"],
  ["us-west-2", "Oregon", "US"],
  ["us-gov-east-1", "Ohio", "US"],
  ["us-gov-west-1", "Oregon", "US"],
  ["ca-central-1", "Montreal", "CA"],
  ["ca-west-1", "Calgary", "CA"],
  ["mx-central-1", "Querétaro", "MX"],
  ["sa-east-1", "São Paulo", "BR"],
  ["af-south-1", "Cape Town", "ZA"],
  ["il-central-1", "Tel Aviv", "IL"],
  ["me-central-1", "United Arab Emirates", "AE"],
  ["me-south-1", "Bahrain", "BH"],
  ["ap-east-1", "Hong Kong", "HK"],
  ["ap-northeast-1", "Tokyo", "JP"],
  ["ap-northeast-2", "Seoul", "KR"],
  ["ap-northeast-3", "Osaka", "JP"],
  ["ap-south-1", "Mumbai", "IN"],
  ["ap-south-2", "Hyderabad", "IN"],
  ["ap-southeast-1", "Singapore", "SG"],
  ["ap-southeast-2", "Sydney", "AU"],
  ["ap-southeast-3", "Jakarta", "ID"],
  ["ap-southeast-4", "Melbourne", "AU"],
  ["ap-southeast-5", "Malaysia", "MY"],
  ["ap-southeast-7", "Thailand", "TH"],
  ["ap-east-2", "Taipei", "TW"],
  ["cn-north-1", "Beijing", "CN"],
  ["cn-northwest-1", "Ningxia", "CN"],
];

const outside: Readonly<Record<Cloud, readonly OutsideRegion[]>> = {
  ovh: named(ovh),
  azure: named(azure),
  aws: [...named(aws), { name: "eu-isoe-west-1", place: "an isolated partition whose country is not published" }],
};

/** Known regions of `cloud` outside the European Union. */
export const regionsOutsideEu = (cloud: Cloud): readonly OutsideRegion[] => outside[cloud];

/** The region outside the European Union that bears this exact name; undefined where none is known. */
export const outsideEu = (cloud: Cloud, name: string): OutsideRegion | undefined =>
  outside[cloud].find((region) => region.name === name);
