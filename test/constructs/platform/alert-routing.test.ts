import production from "../../../environments/noveu-zuid";
import { alertRouting } from "../../../constructs/platform/observability/alert-routing";
import { alertSecretKeys } from "../../../constructs/platform/observability/alert-secret";
import { at, valuesOf } from "./releases-synthesis";

const { alerts } = production;
if (alerts === undefined) throw new Error("the sample tells nobody");
const config = alertRouting(alerts);

test("whoever is on duty is called and written to, and the day's work goes by mail", () => {
  expect(at(config, "receivers")).toEqual([
    { name: "null" },
    {
      name: "page",
      webhook_configs: [{ url_file: "/etc/alertmanager/secrets/alert-receivers/page-1-address", send_resolved: true }],
      email_configs: [{ to: "zuid@duty.example.eu", send_resolved: true }],
    },
    { name: "ticket", email_configs: [{ to: "platform@zuid.example.eu", send_resolved: true }] },
    {
      name: "watchdog",
      webhook_configs: [
        { url_file: "/etc/alertmanager/secrets/alert-receivers/watchdog-address", send_resolved: false },
      ],
    },
  ]);
});

test("every file that it names is a key of the secret, and holds no value here", () => {
  const files = [...JSON.stringify(config).matchAll(/secrets\/alert-receivers\/([\w-]+)"/g)].map(([, key]) => key);
  expect([...new Set(files)].sort()).toEqual(Object.keys(alertSecretKeys(alerts)).sort());
  expect(JSON.stringify(config)).not.toMatch(/https:\/\//);
});

test("the release carries it, and the operator mounts the secret", () => {
  const values = valuesOf("kube-prometheus-stack");
  expect(at(values, "alertmanager", "config")).toEqual(config);
  expect(at(values, "alertmanager", "alertmanagerSpec", "secrets")).toEqual(["alert-receivers"]);
});
