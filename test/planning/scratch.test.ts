import noveu from "../../environments/noveu-zuid";
import * as size from "../../planning/pool-size";
import { planEnvironment } from "../../planning/plan-environment";
import { pack } from "../../planning/packing";
test("x", () => {
  const orig = size.poolSize;
  let seen: any[] = [];
  const spy = jest.spyOn(size as any, "poolSize").mockImplementation((...a: any[]) => { seen.push(a); return (orig as any)(...a); });
  planEnvironment(noveu);
  console.log(seen.length);
  const a = seen.find((s) => s[0].memory > 60000 && s[0].memory < 61000 && s[1].survivesZoneLoss)!;
  const [shape, demand] = a;
  const nodes = size.nodesOf(2, size.filled(shape, demand.fill), demand.zones);
  const normal = pack(demand.pods, nodes);
  console.log("normal left", normal.left.map((l: any) => [l.pod.id, l.lacks]));
  for (const z of demand.zones) {
    const after = size.packAfterLoss(z, normal, size.nodesOf(2, shape, demand.zones), demand);
    console.log(z, after.left.map((l: any) => [l.pod.id, l.lacks]));
    const by: any = {};
    for (const p of demand.pods) { const n = after.placed.get(p.id); if (n) (by[n] ??= []).push([p.id, p.memory, p.cpu]); }
    for (const n of Object.keys(by)) console.log(n, by[n].reduce((s: number, x: any) => s + x[1], 0), by[n].reduce((s: number, x: any) => s + x[2], 0), shape.memory, shape.cpu, by[n].filter((x: any) => x[1] > 5000).map((x: any) => x[0]).join(" "));
  }
});
