import { isEnrolled, linkerdProxy } from "../../catalog";
import { defineEnvironment, istioAmbient, linkerd } from "../../environments/schema";
import oost from "../../environments/noveu-oost";
import zuid from "../../environments/noveu-zuid";
import { planEnvironment } from "../../planning";

const plan = planEnvironment(oost);
const ambient = planEnvironment(defineEnvironment({ ...oost.facts, mesh: istioAmbient() }));

test("what a proxy asks for is counted with each pod of the mesh", () => {
  const id = "portal/web";
  expect(isEnrolled(id, plan)).toBe(true);
  const load = plan.load["portal-web-with-proxy-cpu"];
  const alone = plan.services["portal"]?.workloads["web"]?.cpuRequest;
  expect(load?.value).toBe((alone?.value ?? 0) + linkerdProxy.cpu.value);
});

test("a site needs room for the proxies, and none with a tunnel on the node", () => {
  const cpu = ({ sites }: typeof plan): number => sites["polder"]?.demand.cpu.value ?? 0;
  expect(cpu(plan)).toBeGreaterThan(cpu(ambient));
  expect(Object.keys(ambient.load).filter((id) => id.includes("with-proxy"))).toEqual([]);
});

test("every pod of the mesh asks who is who, who may enter and for its certificate, and pods outside ask nothing", () => {
  for (const [id] of Object.entries(plan.podSets)) {
    const asked = Object.values(plan.flows).filter(
      ({ from, to, port }) =>
        from.kind === "pods" &&
        from.id === id &&
        to.kind === "pods" &&
        to.id.startsWith("linkerd-control-plane/") &&
        [8080, 8086, 8090].includes(port),
    );
    if (isEnrolled(id, plan)) expect([id, asked.length]).toEqual([id, 3]);
    else if (!id.startsWith("linkerd-control-plane/")) expect([id, asked.length]).toEqual([id, 0]);
  }
});

test("one mesh is planned, not both", () => {
  const of = ({ podSets }: typeof plan, component: string): boolean =>
    Object.keys(podSets).some((id) => id.startsWith(`${component}/`));
  expect([of(plan, "linkerd-control-plane"), of(plan, "ztunnel")]).toEqual([true, false]);
  expect([of(ambient, "linkerd-control-plane"), of(ambient, "ztunnel")]).toEqual([false, true]);
});

test("Linkerd is refused where it is not known to work, with the reason", () => {
  expect(() => defineEnvironment({ ...zuid.facts, mesh: linkerd() })).toThrow(
    /mesh[^]*is not written for a cluster at ovh[^]*use "istio-ambient"/,
  );
});
