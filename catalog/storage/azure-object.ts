import { days, figure, hours, type Source } from "../../language";
import type { ObjectStorageClass } from "../object-storage";
import { byRegion } from "../regional-price";

const retail: Source = {
  kind: "price-list",
  ref: "Azure Retail Prices API, USD without tax, export in azure-architecture-diagram-builder",
  date: "2026-08-14",
};
const terms: Source = {
  kind: "estimate",
  ref: "list values of blob access tiers; the page itself was not read",
  date: "2026-11-20",
};
const searched = "blob prices were read for West Europe and Sweden Central only";

/** Azure speaks its own protocol, not S3. Locking is done by immutability policies on a container. */
export const azureObjectStorage: readonly ObjectStorageClass[] = [
  {
    cloud: "azure",
    name: "Hot",
    temperature: "standard",
    zoneReplicated: true,
    price: byRegion(
      { westeurope: 0.024, swedencentral: 0.023 },
      "USD/GiB/month",
      "Blob Hot, zone-redundant",
      retail,
      searched,
    ),
    lockable: true,
  },
  {
    cloud: "azure",
    name: "Hot",
    temperature: "standard",
    zoneReplicated: false,
    price: byRegion(
      { westeurope: 0.0196, swedencentral: 0.0184 },
      "USD/GiB/month",
      "Blob Hot, one data centre",
      retail,
      searched,
    ),
    lockable: true,
  },
  {
    cloud: "azure",
    name: "Cool",
    temperature: "infrequent",
    zoneReplicated: true,
    price: byRegion(
      { westeurope: 0.0131, swedencentral: 0.0125 },
      "USD/GiB/month",
      "Blob Cool, zone-redundant; reading costs 0.01 USD a GB",
      retail,
      searched,
    ),
    minimumAge: figure(days(30), "billed for at least 30 days", terms),
    lockable: true,
  },
  {
    cloud: "azure",
    name: "Cold",
    temperature: "archive",
    zoneReplicated: true,
    price: byRegion(
      { westeurope: 0.005, swedencentral: 0.004 },
      "USD/GiB/month",
      "Blob Cold, zone-redundant; reading costs 0.03 USD a GB",
      retail,
      searched,
    ),
    minimumAge: figure(days(90), "billed for at least 90 days", terms),
    lockable: true,
  },
  {
    cloud: "azure",
    name: "Archive",
    temperature: "tape",
    zoneReplicated: false,
    price: byRegion(
      { westeurope: 0.0018, swedencentral: 0.00099 },
      "USD/GiB/month",
      "Blob Archive, one data centre; reading costs 0.024 USD a GB",
      retail,
      searched,
    ),
    minimumAge: figure(days(180), "billed for at least 180 days", terms),
    retrieval: figure(hours(15), "up to 15 hours at standard priority", terms),
    lockable: true,
  },
];
