import { noveu } from "bestek";
import { failures, isDecided } from "../../../language";
import { planEnvironment } from "../../../planning";
import { municipality } from "../sample-environments";

const zone = { kind: "provider-zone", zone: "example.eu" } as const;

const lossesOf = (without: Parameters<typeof noveu>[0] = {}) => {
  const { recovery } = planEnvironment(municipality({ dns: zone, suite: noveu(without) }));
  return Object.fromEntries(
    failures.map((failure) => {
      const loss = recovery.failures[failure].loss["bus"];
      return [failure, loss !== undefined && isDecided(loss) ? loss.value : undefined];
    }),
  );
};

test("a server or a data centre loses no message; the whole bus, what its workers still held", () => {
  expect(lossesOf()).toEqual({ pod: 0, datacentre: 0, region: 150, mistake: 150, ransomware: 150 });
});

test("what nobody reads is nobody's loss", () => {
  expect(Object.values(lossesOf({ without: ["audit", "platform-audit"] }))).toEqual(failures.map(() => undefined));
});
