import { aiImages } from "./ai";
import { antivirusImages } from "./antivirus";
import { autoscalingCharts, autoscalingImages } from "./autoscaling";
import { backupCharts, backupImages } from "./backup";
import { billingImages } from "./billing";
import { busCharts, busImages } from "./bus";
import { cacheCharts, cacheImages } from "./cache";
import { certificateCharts, certificateImages } from "./certificates";
import { chatImages } from "./chat";
import { databaseCharts, databaseImages } from "./database";
import { directoryImages } from "./directory";
import { filesImages } from "./files";
import { garageImages } from "./garage";
import { gatewayCharts, gatewayImages } from "./gateway";
import { identityImages } from "./identity";
import { mailImages } from "./mail";
import { meshCharts, meshImages } from "./mesh";
import { objectImages } from "./objects";
import { observabilityCharts, observabilityImages } from "./observability";
import { officeImages } from "./office";
import { policyCharts, policyImages } from "./policy";
import { portalImages } from "./portal";
import { programImages } from "./programs";
import { secretCharts, secretImages } from "./secrets";
import { settingsImages } from "./settings";

export { postgresqlImage } from "./database";
export * from "./built-here";
export * from "./rate-limit";

/** Every container image bestek installs, at the version it was read at. */
export const images = {
  ...mailImages,
  ...antivirusImages,
  ...filesImages,
  ...directoryImages,
  ...chatImages,
  ...aiImages,
  ...garageImages,
  ...officeImages,
  ...portalImages,
  ...programImages,
  ...identityImages,
  ...databaseImages,
  ...billingImages,
  ...busImages,
  ...cacheImages,
  ...objectImages,
  ...gatewayImages,
  ...certificateImages,
  ...secretImages,
  ...settingsImages,
  ...policyImages,
  ...meshImages,
  ...observabilityImages,
  ...backupImages,
  ...autoscalingImages,
};

/** Every Helm chart bestek installs, each with whether its values were read at that version. */
export const helmCharts = {
  ...certificateCharts,
  ...gatewayCharts,
  ...secretCharts,
  ...policyCharts,
  ...meshCharts,
  ...databaseCharts,
  ...busCharts,
  ...observabilityCharts,
  ...cacheCharts,
  ...backupCharts,
  ...autoscalingCharts,
};
