import noveu from "../../environments/noveu-zuid";
import { planEnvironment } from "../../planning/plan-environment";
import { flowsOf } from "../../planning/flows";
test("x", () => {
  for (let i = 0; i < 20; i++) planEnvironment(noveu);
  let t = performance.now();
  for (let i = 0; i < 20; i++) planEnvironment(noveu);
  console.log("plan", (performance.now() - t) / 20);
  t = performance.now();
  for (let i = 0; i < 20; i++) flowsOf(noveu);
  console.log("flows", (performance.now() - t) / 20);
  const { Session } = require("node:inspector");
  const s = new Session(); s.connect();
  s.post("Profiler.enable"); s.post("Profiler.start");
  for (let i = 0; i < 50; i++) planEnvironment(noveu);
  s.post("Profiler.stop", (e: any, { profile }: any) => {
    const self: any = {}; const dt = profile.timeDeltas; 
    const byId = new Map(profile.nodes.map((n: any) => [n.id, n]));
    profile.samples.forEach((id: any, i: number) => { const n: any = byId.get(id); const k = n.callFrame.functionName + ":" + n.callFrame.url.split("/").pop() + ":" + n.callFrame.lineNumber; self[k] = (self[k] ?? 0) + dt[i] / 50000; });
    console.log(Object.entries(self).sort((a: any, b: any) => b[1] - a[1]).slice(0, 20).map(([k, v]: any) => v.toFixed(2) + " " + k).join("\n"));
  });
});
