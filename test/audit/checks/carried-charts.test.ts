import { carriedCharts } from "../../../audit/checks/carried-charts";
import { application } from "../fixture/good-stacks";
import { inStack, nothing, overwrite, type Edit } from "../fixture/output";
import { collect, withOutput } from "../fixture/write-output";

const carried = `cdktf.out/stacks/${application}/assets/shop/1`;

test.each<[name: string, edit: Edit, object: string, says: string]>([
  [
    "an object that was changed after it was judged",
    overwrite(`${carried}/objects/budget-web.yaml`, "kind: List\n"),
    "chart/gra11/shop",
    "objects/budget-web.yaml",
  ],
  [
    "an object that is carried and was not judged",
    overwrite(`${carried}/objects/more.yaml`, "kind: List\n"),
    "chart/gra11/shop",
    "objects/more.yaml",
  ],
  [
    "an object that was judged and is not carried",
    overwrite(`${carried}/objects/budget-web.yaml`, undefined),
    "chart/gra11/shop",
    "carries another content",
  ],
  [
    "a template with an object of its own",
    overwrite("out/charts/gra11/shop/templates/objects.yaml", "kind: Secret\n"),
    "chart/gra11/shop",
    "does more than print the objects",
  ],
  [
    "a second template",
    overwrite("out/charts/gra11/shop/templates/more.yaml", "kind: Secret\n"),
    "chart/gra11/shop",
    "templates/more.yaml: is a file that Helm may read",
  ],
  [
    "a chart that no stack installs",
    inStack(application, ["resource", "helm_release", "shop"], undefined),
    "chart/gra11/shop",
    "none installs the chart",
  ],
  [
    "a chart that nobody judged",
    inStack(application, ["resource", "helm_release", "shop", "name"], "ghost"),
    `${application}:helm_release.shop`,
    '"ghost" installs a chart that nobody judged',
  ],
])("fail: %s", (_, edit, object, says) => {
  const verdicts = carriedCharts.judge(withOutput(edit, collect));
  const messages = verdicts.flatMap((verdict) =>
    verdict.outcome === "fail" && verdict.object === object ? [verdict.message] : [],
  );
  expect(messages).toContainEqual(expect.stringContaining(says));
});

test("pass: stacks carry what was judged", () => {
  const verdicts = carriedCharts.judge(withOutput(nothing, collect));
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(verdicts.map(() => "pass"));
  expect(verdicts.length).toBeGreaterThan(3);
});
