import { listAt, membersAt, textAt } from "../../audit/facts/json";
import { ApiClient, type ApiAccess } from "../kubernetes/api-client";
import type { PodGroup, SiteWorld } from "../world/world";
import { collectionOf, Collections } from "./collections";
import { brokenBudgets, refusals, type BrokenBudget } from "./judgements";
import { Mirror } from "./mirror";
import { controllerObject, csiNodeObject, groupValue, nodeObject, storageClass, type SimulatedNode } from "./objects";
import { podState, type PodState } from "./pod-state";
import { claimState, Provisioner, type ClaimState } from "./provisioner";
import { forgetReplaced } from "./replaced-members";
import { Stillness } from "./stillness";
import { each, interval, patience, until } from "./waiting";

/** What the pods of a group should be at the moment. */
export interface Wanted {
  readonly group: PodGroup;
  readonly pods: number;
}

/** A real control plane whose nodes are played, as scenarios act on it. */
export class Cluster {
  private readonly standing = new Map<string, SimulatedNode>();
  private readonly scales = new Map<string, number>();
  /** Ids of pods that budgets let go, by `<namespace>/<name>`. */
  private readonly evicted = new Map<string, string>();

  private constructor(
    readonly world: SiteWorld,
    private readonly api: Collections,
    private readonly pods: Mirror<PodState | undefined>,
    private readonly claims: Mirror<ClaimState>,
    private readonly provisioner: Provisioner,
  ) {}

  /** @throws Error where the API refuses what the world says. */
  static async of(access: ApiAccess, world: SiteWorld): Promise<Cluster> {
    const client = new ApiClient(access);
    const pods = await Mirror.of(access, client, "/api/v1/pods", podState);
    const claims = await Mirror.of(access, client, "/api/v1/persistentvolumeclaims", claimState);
    return new Cluster(world, new Collections(client), pods, claims, new Provisioner(client, claims));
  }

  close(): void {
    this.pods.close();
    this.claims.close();
    this.api.client.close();
  }

  get nodes(): readonly SimulatedNode[] {
    return [...this.standing.values()];
  }

  get changes(): number {
    return this.pods.version + this.claims.version;
  }

  /** Namespaces and what stands in the way of pods, then every controller, in the order of an installation: the cloud's, others', ours. */
  async install(): Promise<void> {
    await this.api.create("/apis/storage.k8s.io/v1/storageclasses", storageClass);
    const namespaces = this.world.objects.filter((object) => textAt(object, "kind") === "Namespace");
    await each(namespaces, (object) => this.api.create("/api/v1/namespaces", object));
    const known = new Set([
      "kube-system",
      "default",
      ...namespaces.map((object) => textAt(object, "metadata", "name") ?? ""),
    ]);
    const others = [...new Set(this.world.groups.map(({ namespace }) => namespace))].filter((name) => !known.has(name));
    await each(others, (name) =>
      this.api.create("/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } }),
    );
    await each(
      this.world.objects.filter((object) => textAt(object, "kind") !== "Namespace"),
      (object) => this.api.create(collectionOf(object), object),
    );
    await this.accountsStand();
    await this.quotasStand();
    for (const origin of ["cloud", "declared", "ours"] as const) {
      const groups = this.world.groups.filter((group) => group.origin === origin);
      await each(groups, (group) => this.apply(group));
      if (origin !== "ours") await this.settled();
    }
  }

  private async apply(group: PodGroup): Promise<void> {
    this.scales.set(group.id, group.replicas);
    const object = controllerObject(group, group.replicas);
    await this.api.create(collectionOf(object), object);
  }

  /** No pod is admitted before its namespace's account stands. */
  private async accountsStand(): Promise<void> {
    const wanted = [...new Set(this.world.groups.map(({ namespace }) => namespace))];
    await until(async () => {
      const accounts = await this.api.list("/api/v1/serviceaccounts?fieldSelector=metadata.name%3Ddefault");
      const found = new Set(accounts.map((item) => textAt(item, "metadata", "namespace")));
      return wanted.every((namespace) => found.has(namespace));
    });
  }

  /** Until a quota is counted, nothing is held against it. */
  private quotasStand(): Promise<void> {
    return until(async () =>
      (await this.api.list("/api/v1/resourcequotas")).every(
        (quota) => membersAt(quota, "status", "hard").length === membersAt(quota, "spec", "hard").length,
      ),
    );
  }

  /** Nodes come, and take pods: until then the scheduler spreads pods over the zones of the others alone. */
  async addNodes(nodes: readonly SimulatedNode[]): Promise<void> {
    await each(nodes, async (node) => {
      await this.api.create("/apis/storage.k8s.io/v1/csinodes", csiNodeObject(node));
      await this.api.create("/api/v1/nodes", nodeObject(node));
      this.standing.set(node.name, node);
      this.provisioner.zones.set(node.name, this.world.zoneBound ? node.group.zone : undefined);
    });
    await until(async () =>
      (await this.api.list("/api/v1/nodes")).every((node) =>
        listAt(node, "spec", "taints").every((taint) => textAt(taint, "key") !== "node.kubernetes.io/not-ready"),
      ),
    );
  }

  /** Nodes are gone with everything on them, as if their machines had been cut off and given up. */
  async removeNodes(nodes: readonly SimulatedNode[]): Promise<void> {
    const names = new Set(nodes.map(({ name }) => name));
    await each(nodes, async ({ name }) => {
      this.standing.delete(name);
      await this.api.remove(`/api/v1/nodes/${name}`);
      await this.api.remove(`/apis/storage.k8s.io/v1/csinodes/${name}`);
    });
    const lost = this.state().filter(({ node }) => node !== undefined && names.has(node));
    await each(lost, (pod) => this.removePod(pod));
  }

  async removePod({ namespace, name, uid }: PodState): Promise<void> {
    await this.api.remove(`/api/v1/namespaces/${namespace}/pods/${name}?gracePeriodSeconds=0`);
    this.pods.forget(uid);
  }

  cordon({ name }: SimulatedNode): Promise<void> {
    return this.api.patch(`/api/v1/nodes/${name}`, { spec: { unschedulable: true } });
  }

  /** Asks to let a pod go; false where a disruption budget does not allow it now. */
  async evict({ namespace, name, uid }: PodState): Promise<boolean> {
    const { status, body } = await this.api.client.send({
      method: "POST",
      path: `/api/v1/namespaces/${namespace}/pods/${name}/eviction`,
      body: { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace } },
    });
    if (status === 429) return false;
    if (status >= 400 && status !== 404)
      throw new Error(`eviction of ${namespace}/${name}: ${String(status)} ${textAt(body, "message") ?? ""}`);
    this.evicted.set(`${namespace}/${name}`, uid);
    this.pods.forget(uid);
    return true;
  }

  /** Lets budgets forget evicted pods whose successors stand; asked for where budgets let nothing more go. */
  forgetReplaced(): Promise<void> {
    return forgetReplaced(this.api, this.state(), this.evicted);
  }

  async scale(group: PodGroup, replicas: number): Promise<void> {
    if (group.controller === "DaemonSet" || this.scales.get(group.id) === replicas) return;
    this.scales.set(group.id, replicas);
    const object = controllerObject(group, replicas);
    await this.api.patch(`${collectionOf(object)}/${group.name}`, { spec: { replicas } });
  }

  scaleAll(to: (group: PodGroup) => number): Promise<void> {
    return each(this.world.groups, (group) => this.scale(group, to(group)));
  }

  /** Pods that are not on their way out. */
  state(): readonly PodState[] {
    return [...this.pods.all].filter((pod) => pod !== undefined);
  }

  /** How many pods every group that was applied should have now. */
  wanted(): readonly Wanted[] {
    return this.world.groups.flatMap((group) => {
      const scale = this.scales.get(group.id);
      if (scale === undefined) return [];
      return [{ group, pods: group.controller === "DaemonSet" ? this.standing.size : scale }];
    });
  }

  /** Zone to which a claim's volume is bound. */
  zoneOf(namespace: string, claim: string): string | undefined {
    return this.provisioner.volumeZones.get(`${namespace}/${claim}`);
  }

  brokenBudgets(): Promise<readonly BrokenBudget[]> {
    return brokenBudgets(this.api);
  }

  refusals(): Promise<ReadonlyMap<string, string>> {
    return refusals(this.api);
  }

  /** Gives claims the volumes that they wait for. */
  provide(): Promise<void> {
    return this.provisioner.provide();
  }

  /**
   * Waits until every wanted pod is ready, or nothing moves any more: the scheduler tries a pod again after a second at most, so that
   * what stands still for longer stays so. `hopeless` are pods that can't be placed whatever happens. Says whether all others are ready.
   */
  async settled(hopeless: (pod: PodState) => boolean = () => false): Promise<boolean> {
    let seen = -1;
    const stillness = new Stillness(interval);
    let standing: { readonly ended: boolean; readonly patience: number } = { ended: false, patience };
    await until(async () => {
      await this.provisioner.provide();
      if (this.changes !== seen) {
        await this.removeStrays();
        seen = this.changes;
        stillness.breaks();
        const pods = this.state();
        const waiting = pods.filter((pod) => !pod.ready && !hopeless(pod));
        standing = {
          ended: waiting.length === 0 && this.complete(pods),
          patience: waiting.every(({ unschedulable }) => unschedulable !== undefined) ? patience : 3 * patience,
        };
      } else {
        await this.api.answers();
        stillness.lasts();
      }
      return standing.ended || stillness.milliseconds > standing.patience;
    });
    return standing.ended;
  }

  /** Pods that the scheduler bound to a node before it heard that the node is gone: the controller that collects them waits for 40 seconds. */
  private removeStrays(): Promise<void> {
    const strays = this.state().filter(({ node }) => node !== undefined && !this.standing.has(node));
    return each(strays, (pod) => this.removePod(pod));
  }

  /** Whether every group has as many pods as it should. */
  private complete(pods: readonly PodState[]): boolean {
    const counts = new Map<string, number>();
    for (const { group } of pods) counts.set(group, (counts.get(group) ?? 0) + 1);
    return this.wanted().every(({ group, pods: count }) => (counts.get(groupValue(group)) ?? 0) === count);
  }
}
