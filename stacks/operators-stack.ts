import { Fn, TerraformStack, Token, type ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { WrittenChart } from "../charts";
import { secretsServer, systemNamespaces } from "../catalog";
import { loki as logServers } from "../catalog/footprints/loki";
import { siteContext } from "../charts/site-context";
import { identityKey } from "../constructs/infrastructure/apply-time-names";
import { ApplyTimeConfig, type IdentityValues } from "../constructs/infrastructure/apply-time-values";
import { PublicEntry } from "../constructs/infrastructure/public-entry";
import { sealSettings } from "../constructs/infrastructure/seal-settings";
import { RegistryAccess, type RegistryCredentials } from "../constructs/infrastructure/registry-access";
import { logUser, snapshotUser } from "../constructs/infrastructure/stores";
import { installFoundations, installOperators, type Foundations } from "../constructs/platform/operators";
import { installIstio, installLinkerd } from "../constructs/platform/mesh/install-mesh";
import { logKeys } from "../constructs/platform/logs/log-store";
import type { SealAccess } from "../constructs/platform/secrets/secrets-server-release";
import { snapshotKeys } from "../constructs/platform/secrets/snapshot-access";
import { mirrorOf, siteId, type Environment, type Site } from "../environments/schema";
import type { Plan } from "../language";
import { logStoreAt } from "./log-store";
import { releaseCharts } from "./chart-release";
import { cloudOf } from "./clouds";
import { gatewayAt } from "../charts/gateway-at";
import { registryCredentials } from "./registry-credentials";
import { readInfrastructure, readKeys, type SiteOutputs } from "./infrastructure-outputs";
import { useCluster } from "./providers";
import { entryPorts, storageOf, storeUserOf } from "./site-facts";
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
  private readonly registryCredentials: RegistryCredentials;

  constructor(scope: Construct, props: OperatorsStackProps) {
    const { environment, site, charts } = props;
    super(scope, stackNames.operators(environment, site));
    this.props = props;
    keepState(this, environment);
    this.site = readInfrastructure(this, environment, site);
    cloudOf(site).useProvider(this);
    useCluster(this, site, this.site.cluster);
    this.registryCredentials = registryCredentials(this);
    const foundation = releaseCharts(this, ofStage(charts, "foundation"), []);
    const mirror = mirrorOf(environment);
    const { pullSecret } = environment.registry;
    cloudOf(site).addOns(this, {
      name: `${environment.name}-${siteId(site)}`,
      mirror,
      pullSecret,
      registryCredentials: this.registryCredentials,
      dependsOn: foundation,
    });
    const { seal, dependsOn } = this.belongings(foundation);
    const context = siteContext(environment, props.plan, site);
    const { carried, ...stood } = this.carrying([...foundation, ...dependsOn]);
    const mesh = releaseCharts(this, ofStage(charts, "mesh"), [carried]);
    const { ready, admission } = installOperators(this, {
      mirror,
      pullSecret,
      storageClass: context.storageClass,
      systemNamespaces: systemNamespaces[site.kind],
      secrets: environment.parts.secrets,
      seal,
      alerts: environment.alerts,
      logs: { plan: props.plan.logs, store: logStoreAt(context) },
      ...(environment.suite.bus === undefined ? {} : { bus: environment.suite.bus }),
      gateway: gatewayAt(environment),
      mesh: environment.mesh.kind,
      ...stood,
      // Pods of enrolled namespaces reach nobody before the mesh and its policies stand.
      dependsOn: mesh,
    });
    const rules = releaseCharts(this, ofStage(charts, "admission-rules"), [admission]);
    releaseCharts(this, ofStage(charts, "admission"), [...rules, ...ready]);
    const opened = releaseCharts(this, ofStage(charts, "secrets"), ready);
    releaseCharts(this, ofStage(charts, "gateway"), [...ready, ...opened]);
  }

  /** The mesh, and what it could not come without. */
  private carrying(dependsOn: readonly ITerraformDependable[]): {
    readonly carried: ITerraformDependable;
    readonly foundations?: Foundations;
  } {
    const { environment, plan, charts } = this.props;
    const { mesh } = environment;
    const mirror = mirrorOf(environment);
    const { pullSecret } = environment.registry;
    const common = { mirror, pullSecret, plugins: mesh.plugins };
    switch (mesh.kind) {
      case "istio-ambient":
        return { carried: installIstio(this, { ...common, dependsOn }) };
      case "linkerd": {
        const foundations = installFoundations(this, {
          mirror,
          pullSecret,
          mesh: mesh.kind,
          gateway: gatewayAt(environment),
          dependsOn,
        });
        const identity = releaseCharts(this, ofStage(charts, "mesh-identity"), [foundations.trust]);
        const outside = Object.entries(plan.namespaces).flatMap(([name, { mesh: place }]) =>
          place?.kind === "outside" ? [name] : [],
        );
        return { carried: installLinkerd(this, { ...common, outside, dependsOn: identity }), foundations };
      }
    }
  }

  /** What pods of every namespace find before the first of them starts. */
  private belongings(dependsOn: readonly ITerraformDependable[]): {
    readonly seal: SealAccess;
    readonly dependsOn: readonly ITerraformDependable[];
  } {
    const { environment, plan, site } = this.props;
    const namespaces = Object.keys(plan.namespaces).sort();
    const key = readKeys(this, environment);
    const name = environment.registry.pullSecret;
    const registry = new RegistryAccess(this, "registry", {
      name,
      namespaces,
      credentials: this.registryCredentials,
      dependsOn,
    });
    const applyTime = new ApplyTimeConfig(this, "apply-time", {
      namespaces,
      values: {
        ...sealSettings(key),
        ...this.identities(),
        "public-address": this.site.publicAddress.addresses.join(" "),
        "egress-addresses": Token.asString(Fn.join(" ", this.site.egressAddresses)),
      },
      dependsOn,
    });
    const product = environment.parts.secrets;
    const grant = cloudOf(site).grantSeal(this, {
      product,
      environment: environment.name,
      name: `${environment.name}-${siteId(site)}`,
      cluster: this.site.cluster,
      key,
      dependsOn,
    });
    const snapshots = cloudOf(site).placeKeys(this, "snapshot-keys", {
      user: storeUserOf(environment, site, snapshotUser),
      userId: this.site.user(snapshotUser),
      namespace: secretsServer(product).footprint.namespace,
      name: snapshotKeys,
      dependsOn,
    });
    const logs =
      plan.logs.store === "volume"
        ? []
        : cloudOf(site).placeKeys(this, "log-keys", {
            user: storeUserOf(environment, site, logUser),
            userId: this.site.user(logUser),
            namespace: logServers.namespace,
            name: logKeys,
            dependsOn,
          });
    const { publicAddress } = this.site;
    new PublicEntry(this, "entry", {
      publicAddress,
      gateway: environment.parts.gateway,
      ports: entryPorts(environment),
      dependsOn,
    });
    return {
      seal: grant,
      dependsOn: [...registry.secrets, ...applyTime.configMaps, ...grant.dependsOn, ...snapshots, ...logs],
    };
  }

  /** Where pods act with an identity of the cloud instead of keys, they are told which. */
  private identities(): IdentityValues {
    const { environment, site } = this.props;
    if (cloudOf(site).identitiesTold === undefined) return {};
    return Object.fromEntries(
      storageOf(environment, site)
        .users.filter(({ pods }) => pods !== undefined)
        .map(({ name }) => [identityKey(name), this.site.user(name)] as const),
    );
  }
}

const ofStage = (charts: readonly WrittenChart[], stage: WrittenChart["stage"]): readonly WrittenChart[] =>
  charts.filter((chart) => chart.stage === stage);
