/**
 * What both scripts share: requests that fail loudly. They are JavaScript for plain Node, which the portal's image carries; they know of
 * tenants and meters what stands in the file beside them.
 */
const requests = String.raw`import { readFileSync } from "node:fs";

const facts = JSON.parse(readFileSync(process.env.FACTS, "utf8"));

async function ask(url, options) {
  const answer = await fetch(url, Object.assign({ signal: AbortSignal.timeout(30000) }, options));
  const text = await answer.text();
  let body;
  try {
    body = text === "" ? {} : JSON.parse(text);
  } catch {
    body = {};
  }
  return { status: answer.status, body };
}

const lago = (method, path, body) =>
  ask(process.env.LAGO_URL + "/api/v1" + path, {
    method,
    headers: { authorization: "Bearer " + process.env.LAGO_KEY, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

function refuse(what, answer) {
  throw new Error(what + ": " + answer.status + " " + JSON.stringify(answer.body).slice(0, 500));
}
`;

/**
 * Makes in Lago what the facts say: a billable metric for each meter, one plan with a charge for each price, and a customer with a
 * subscription for each tenant. Reads before it writes, and writes only what differs, so that running it again changes nothing. Whoever
 * left the facts has the subscription ended, which makes the last invoice; nothing is deleted.
 */
export const catalogueScript = `${requests}${String.raw`
const aggregations = { highest: "max_agg", sum: "sum_agg" };

async function found(path, name) {
  const answer = await lago("GET", path);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) refuse("GET " + path, answer);
  return answer.body[name];
}

async function write(method, path, body) {
  const answer = await lago(method, path, body);
  if (answer.status !== 200) refuse(method + " " + path, answer);
  console.log(method + " " + path);
  return answer.body;
}

const differs = (wanted, there) => Object.entries(wanted).some(([key, value]) => String(there[key]) !== String(value));

const metrics = new Map();
for (const meter of facts.meters) {
  const wanted = {
    name: meter.title + " (" + meter.unit + ")",
    code: meter.code,
    aggregation_type: aggregations[meter.month],
    field_name: "value",
  };
  const path = "/billable_metrics/" + meter.code;
  let metric = await found(path, "billable_metric");
  if (metric === undefined) metric = (await write("POST", "/billable_metrics", { billable_metric: wanted })).billable_metric;
  else if (differs(wanted, metric)) metric = (await write("PUT", path, { billable_metric: wanted })).billable_metric;
  metrics.set(meter.code, metric.lago_id);
}

const amount = (charge) => Number(charge.properties.amount);
const wantedCharges = Object.entries(facts.prices).map(([code, price]) => ({ code, price }));
const plan = await found("/plans/" + facts.plan, "plan");
const there = plan === undefined ? [] : plan.charges;
const charges = wantedCharges.map(({ code, price }) => {
  const same = there.find((charge) => charge.billable_metric_code === code);
  return {
    ...(same === undefined ? {} : { id: same.lago_id }),
    billable_metric_id: metrics.get(code),
    charge_model: "standard",
    properties: { amount: price },
  };
});
const wantedPlan = {
  name: facts.plan,
  code: facts.plan,
  interval: "monthly",
  amount_cents: 0,
  amount_currency: facts.currency,
  pay_in_advance: false,
};
if (plan === undefined) await write("POST", "/plans", { plan: { ...wantedPlan, charges } });
else if (
  differs(wantedPlan, plan) ||
  there.length !== charges.length ||
  charges.some((charge) => {
    const same = there.find(({ lago_id }) => lago_id === charge.id);
    return same === undefined || amount(same) !== amount(charge);
  })
) {
  await write("PUT", "/plans/" + facts.plan, { plan: { ...wantedPlan, charges } });
}

for (const tenant of facts.tenants) {
  const customer = { external_id: tenant.id, name: tenant.customer, currency: facts.currency };
  const known = await found("/customers/" + tenant.id, "customer");
  if (known === undefined || differs(customer, known)) await write("POST", "/customers", { customer });
  if ((await found("/subscriptions/" + tenant.id, "subscription")) === undefined) {
    await write("POST", "/subscriptions", {
      subscription: {
        external_customer_id: tenant.id,
        external_id: tenant.id,
        plan_code: facts.plan,
        billing_time: "calendar",
      },
    });
  }
}

const present = new Set(facts.tenants.map(({ id }) => id));
const gone = [];
for (let page = 1; page !== null; ) {
  const answer = await lago("GET", "/subscriptions?status[]=active&plan_code=" + facts.plan + "&per_page=100&page=" + page);
  if (answer.status !== 200) refuse("GET /subscriptions", answer);
  for (const { external_id } of answer.body.subscriptions) if (!present.has(external_id)) gone.push(external_id);
  page = answer.body.meta.next_page;
}
for (const id of gone) await write("DELETE", "/subscriptions/" + encodeURIComponent(id));
`}`;

/**
 * Tells Lago what each tenant used on each of the last days that are over, of what monitoring recorded; of accounts, which nobody
 * records, how many there are now. An event is named after its tenant, meter and day, so that Lago takes it once: whatever it has
 * already is left out, and days on which Lago or this was away are counted by the next run.
 */
export const meterScript = `${requests}${String.raw`
const day = 86400;
const now = Math.floor(Number(process.env.NOW ?? Date.now() / 1000));
const today = Math.floor(now / day) * day;
const named = (at) => new Date(at * 1000).toISOString().slice(0, 10);
const failures = [];

const event = (tenant, meter, start, at, value) => ({
  transaction_id: tenant + "/" + meter + "/" + named(start),
  external_subscription_id: tenant,
  code: meter,
  timestamp: at,
  properties: { value: String(Math.round(value * 1000) / 1000) },
});

async function readSeries(meter) {
  const { expression, label, per } = meter.reading;
  const events = [];
  for (let start = today - Number(process.env.DAYS) * day; start < today; start += day) {
    const query = new URLSearchParams({ query: expression, time: String(start + day) });
    const answer = await ask(process.env.MONITORING_URL + "/api/v1/query?" + query);
    if (answer.status !== 200 || answer.body.status !== "success") refuse("query of " + meter.code, answer);
    const sums = new Map();
    for (const { metric, value } of answer.body.data.result) {
      const owner = facts.tenants.find(({ id }) => String(metric[label]).startsWith(id + "-"));
      if (owner === undefined) continue;
      sums.set(owner.id, (sums.get(owner.id) ?? 0) + Number(value[1]));
    }
    for (const [tenant, sum] of sums) events.push(event(tenant, meter.code, start, start + day - 1, sum / per));
  }
  return events;
}

async function signIn() {
  const answer = await ask(process.env.IDENTITY_URL + "/realms/master/protocol/openid-connect/token", {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: process.env.IDENTITY_CLIENT,
      client_secret: process.env.IDENTITY_SECRET,
    }),
  });
  if (answer.status !== 200) refuse("sign-in at the identity server", { status: answer.status, body: {} });
  return { bearer: answer.body.access_token, until: Date.now() + (answer.body.expires_in * 1000) / 2 };
}

async function readAccounts(meter) {
  let session = await signIn();
  const events = [];
  for (const { id } of facts.tenants) {
    if (Date.now() > session.until) session = await signIn();
    const path = "/admin/realms/" + id + "/users/count?enabled=true";
    const answer = await ask(process.env.IDENTITY_URL + path, { headers: { authorization: "Bearer " + session.bearer } });
    if (answer.status !== 200 || typeof answer.body !== "number") failures.push("accounts of " + id + ": " + answer.status);
    else events.push(event(id, meter.code, today, now, answer.body));
  }
  return events;
}

async function tell(events) {
  let told = 0;
  for (let from = 0; from < events.length; from += 100) {
    let batch = events.slice(from, from + 100);
    while (batch.length > 0) {
      const answer = await lago("POST", "/events/batch", { events: batch });
      if (answer.status === 200) {
        told += batch.length;
        break;
      }
      const errors = Object.entries(answer.body.error_details ?? {});
      const known = errors.filter(([, error]) => error.transaction_id?.includes("value_already_exist"));
      if (answer.status !== 422 || known.length === 0 || known.length !== errors.length) refuse("events", answer);
      const already = new Set(known.map(([index]) => Number(index)));
      batch = batch.filter((_, index) => !already.has(index));
    }
  }
  return told;
}

for (const meter of facts.meters) {
  try {
    const events = meter.reading.kind === "accounts" ? await readAccounts(meter) : await readSeries(meter);
    console.log(meter.code + ": " + events.length + " readings, " + (await tell(events)) + " new");
  } catch (error) {
    failures.push(error.message);
  }
}
if (failures.length > 0) {
  console.error(failures.join("\n"));
  process.exitCode = 1;
}
`}`;
