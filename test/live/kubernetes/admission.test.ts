import { synthesizedEnvironments, synthesizedFacts, synthesizedSites } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { controlPlane } from "../parts/kubernetes";
import { admitSite } from "./harness/admit-site";
import { judging, onCluster } from "./harness/cluster";
import { definitions, readDefinitions } from "./harness/definitions";

withParts("admission", { controlPlane, definitions }, (folderOf) => {
  const sites = synthesizedEnvironments().flatMap((environment) =>
    synthesizedSites(environment).map((site) => ({ environment, site })),
  );

  test.each(sites)("$environment at $site: every object and every pod", async ({ environment, site }) => {
    const start = Date.now();
    const { admitted, pods, objections } = await onCluster(
      { programs: folderOf("controlPlane"), arguments: { controllerManager: [judging] } },
      ({ client }) => admitSite(client, readDefinitions(folderOf("definitions")), synthesizedFacts(environment), site),
    );
    const seconds = ((Date.now() - start) / 1000).toFixed(0);
    process.stderr.write(
      `${environment} at ${site}: ${String(admitted)} admitted in ${seconds} s, ${String(pods)} of them pods; webhooks of operators were not asked\n`,
    );
    expect(objections).toEqual([]);
    expect(admitted).toBeGreaterThan(pods);
  });
});
