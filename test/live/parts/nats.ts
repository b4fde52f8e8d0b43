import { join } from "node:path";
import { goPart } from "../../../simulation/parts/go-part";

/** The server at the version that the catalogue pins, once as it is and once with a cluster's names for loopback addresses. */
export const natsServer = goPart({
  name: "nats-server",
  module: join(__dirname, "nats"),
  programs: {
    "nats-server": "github.com/nats-io/nats-server/v2",
    server: "./server",
  },
});

/** The publisher's command line client, which tasks of ours are scripts for. */
export const natsClient = goPart({
  name: "nats-cli",
  module: join(__dirname, "nats-cli"),
  programs: { nats: "github.com/nats-io/natscli/nats" },
});
