import { notTried } from "../harness/not-tried";
import { withParts } from "../harness/with-parts";
import { authority } from "../parts/authority";
import { natsClient, natsServer } from "../parts/nats";
import { BusCluster, partsOf } from "./bus-cluster";
import { busUsers, synthesizedBuses, type SynthesizedBus } from "./synthesized-bus";

const buses = synthesizedBuses();

/** Users whose name is in no certificate of the namespace that it names. */
function usersWithoutCertificate({ certificates, configuration }: SynthesizedBus): readonly string[] {
  const holders = new Map(
    Object.entries(certificates).flatMap(([id, names]) => names.map((name) => [name, id.split("/")[0]])),
  );
  return busUsers(configuration).flatMap(({ name }) => (holders.get(name) === name.split(".")[1] ? [] : [name]));
}

withParts(
  "the generated configuration of the bus",
  { server: natsServer, client: natsClient, authority },
  (folderOf) => {
    if (buses.length === 0) {
      notTried("a bus", "no environment that is worked on has one of NATS");
      return;
    }

    const checked = async (bus: SynthesizedBus): Promise<string> => {
      const cluster = await BusCluster.prepare(partsOf(folderOf), bus);
      const { status, output } = cluster.check();
      await cluster.stop();
      return `${String(status)} ${output}`;
    };

    test.each(buses)("%s: nats-server -t accepts it", async (_, bus) => {
      expect(await checked(bus)).toMatch(/^0 .* is valid/);
    });

    test.each(buses)("%s: every user has a certificate, in the namespace that its name says", (_, bus) => {
      expect(busUsers(bus.configuration)).not.toEqual([]);
      expect(usersWithoutCertificate(bus)).toEqual([]);
    });

    test.each(buses.slice(0, 1))(
      "%s: a misspelt setting and a user without a certificate are caught",
      async (_, bus) => {
        const configuration = bus.configuration.replace('"verify_and_map"', '"verify_and_mapp"');
        expect(await checked({ ...bus, configuration })).toMatch(/^1 .*verify_and_mapp/);
        const [first] = busUsers(bus.configuration);
        expect(usersWithoutCertificate({ ...bus, certificates: {} })).toContain(first?.name);
      },
    );
  },
);
