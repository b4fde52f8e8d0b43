import { metricsIn, promqlErrors } from "./promql";

test.each(["sum(rate(a[5m])) > 1", 'a{b=~"c.+"} or vector(0)', "time() - max(a) > 1 or absent(max(a))"])(
  "%s is PromQL",
  (expression) => {
    expect(promqlErrors(expression)).toEqual([]);
  },
);

test.each(["sum(rate(a[5m]) > 1", 'a{b=~"c} > 1', "a >", "rate(a[5 minutes])", "a{b==1}"])(
  "%s is not",
  (expression) => {
    expect(promqlErrors(expression)).not.toEqual([]);
  },
);

test("metrics are found, functions and labels are not", () => {
  expect(metricsIn('sum by (b) (rate(a{c="d"}[5m])) / count(e)')).toEqual(["a", "e"]);
});
