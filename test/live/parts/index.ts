import type { PartSource } from "../../../simulation/parts/part";
import { definitions } from "../kubernetes/harness/definitions";
import { authority } from "./authority";
import { azurite } from "./azurite";
import { bento } from "./bento";
import { cryptography } from "./cryptography";
import { controlPlane, helm, kwok } from "./kubernetes";
import { natsClient, natsServer } from "./nats";
import { keycloakPart } from "./keycloak";
import { openbaoPart } from "./openbao";
import { postgresql } from "./postgresql";
import { prometheus } from "./prometheus";
import { rclone } from "./rclone";
import { slapd } from "./slapd";
import { versitygw } from "./versitygw";

/** Every part that some live test needs; the set-up makes what is missing. */
export const parts: readonly PartSource[] = [
  controlPlane,
  kwok,
  helm,
  definitions,
  authority,
  bento,
  natsServer,
  natsClient,
  prometheus,
  openbaoPart,
  keycloakPart,
  postgresql,
  slapd,
  cryptography,
  rclone,
  azurite,
  versitygw,
];
