import { Fn, TerraformStack, TerraformVariable, Token, type ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { WrittenChart } from "../charts";
import { siteContext } from "../charts/site-context";
import { ApplyTimeConfig } from "../constructs/infrastructure/apply-time-values";
import { PublicEntry } from "../constructs/infrastructure/public-entry";
import { RegistryAccess } from "../constructs/infrastructure/registry-access";
import { installOperators } from "../constructs/platform/operators";
import { TrustSeal } from "../constructs/platform/secrets/trust-seal";
import { siteId, type Environment, type Site } from "../environments/schema";
import type { Plan } from "../language";
import { servicesOf } from "../suites";
import { releaseCharts } from "./chart-release";
import { readInfrastructure, readKeys, type SiteOutputs } from "./infrastructure-outputs";
import { useCloud, useCluster } from "./providers";
import { placeOf } from "./site-facts";
import { stackNames } from "./stack-names";
import { keepState } from "./state";

export interface OperatorsStackProps {
  readonly environment: Environment;
  readonly plan: Plan;
  readonly site: Site;
  /** Charts of this site. */
  readonly charts: readonly WrittenChart[];
}

/** What a cluster must hold before anything of ours runs in it: namespaces first, then what they need, then operators. */
export class OperatorsStack extends TerraformStack {
  private readonly props: OperatorsStackProps;
  private readonly site: SiteOutputs;

  constructor(scope: Construct, props: OperatorsStackProps) {
    const { environment, site, charts } = props;
    super(scope, stackNames.operators(environment, site));
    this.props = props;
    keepState(this, environment);
    this.site = readInfrastructure(this, environment, site);
    const where = placeOf(environment, site);
    useCloud(this, site, where);
    useCluster(this, site, where, this.site.cluster);
    const foundation = releaseCharts(this, ofStage(charts, "foundation"), []);
    const { ready } = installOperators(this, {
      mirror: environment.registry.mirror,
      pullSecret: environment.registry.pullSecret,
      storageClass: siteContext(environment, props.plan, site).storageClass,
      dependsOn: [...foundation, ...this.belongings(foundation)],
    });
    releaseCharts(this, ofStage(charts, "gateway"), ready);
  }

  /** What pods of every namespace find before the first of them starts. */
  private belongings(dependsOn: readonly ITerraformDependable[]): readonly ITerraformDependable[] {
    const { environment, plan, site } = this.props;
    const namespaces = Object.keys(plan.namespaces).sort();
    const key = readKeys(this, environment);
    const name = environment.registry.pullSecret;
    const registry = new RegistryAccess(this, "registry", {
      name,
      namespaces,
      credentials: this.pullSecret(),
      dependsOn,
    });
    const applyTime = new ApplyTimeConfig(this, "apply-time", {
      namespaces,
      values: {
        "seal-endpoint": key.endpoint,
        "seal-key-id": key.keyId,
        "public-address": this.site.publicAddress.address,
        "egress-addresses": Token.asString(Fn.join(" ", this.site.egressAddresses)),
      },
      dependsOn,
    });
    const seal = new TrustSeal(this, "seal", {
      name: `${environment.name}-${siteId(site)}`,
      serviceId: key.serviceId,
      certificateAuthority: key.certificateAuthority,
      identity: this.sealIdentity(),
      dependsOn,
    });
    const { publicAddress } = this.site;
    new PublicEntry(this, "entry", { publicAddress, ports: publicPorts(environment), dependsOn });
    return [...registry.secrets, ...applyTime.configMaps, seal.secret];
  }

  private pullSecret(): string {
    return new TerraformVariable(this, "registry_pull_secret", {
      type: "string",
      sensitive: true,
      nullable: false,
      description: "credentials of the registry as Docker writes them into config.json",
    }).stringValue;
  }

  private sealIdentity(): string {
    return new TerraformVariable(this, "seal_identity", {
      type: "string",
      nullable: false,
      description: "URN of the OVHcloud identity that may encrypt and decrypt with the seal key, and do nothing else",
    }).stringValue;
  }
}

const ofStage = (charts: readonly WrittenChart[], stage: WrittenChart["stage"]): readonly WrittenChart[] =>
  charts.filter((chart) => chart.stage === stage);

/** Ports of the public entry: the web's two, and those that services expose. */
const publicPorts = (environment: Environment): readonly number[] => {
  const exposed = servicesOf(environment).flatMap(({ exposes }) =>
    exposes.flatMap((exposure) => (exposure.kind === "tcp" ? [exposure.publicPort] : [])),
  );
  return [...new Set([80, 443, ...exposed])].sort((a, b) => a - b);
};
