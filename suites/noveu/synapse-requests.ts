import type { RequestPath } from "../../language";
import type { ChatRules } from "./chat-rules";

const pattern = (expression: string): RequestPath => ({ kind: "pattern", expression });
const below = (path: string): RequestPath => ({ kind: "prefix", path });

/**
 * What any worker may answer, of the list in Synapse's manual on workers (1.159) that which makes most of the load: clients that wait for
 * news, readers of rooms, keys of devices, messages on their way in. Sign-in, paging and media stay with the main process, which the
 * manual wants for each of them.
 */
export const workerRequests: readonly RequestPath[] = [
  "/_matrix/client/(r0|v3)/sync",
  "/_matrix/client/unstable/org\\.matrix\\.simplified_msc3575/sync",
  "/_matrix/client/(r0|v3)/(events|initialSync|joined_rooms|search)",
  "/_matrix/client/(r0|v3)/rooms/[^/]+/(initialSync|joined_members|members)",
  "/_matrix/client/(r0|v3)/rooms/[^/]+/(context|event)/.+",
  "/_matrix/client/(r0|v3)/rooms/[^/]+/state(/.*)?",
  "/_matrix/client/(r0|v3)/rooms/[^/]+/(send|redact)/.+",
  "/_matrix/client/(r0|v3)/rooms/[^/]+/(join|invite|leave|ban|unban|kick)",
  "/_matrix/client/v1/rooms/[^/]+/(hierarchy|threads|timestamp_to_event)",
  "/_matrix/client/v1/rooms/[^/]+/relations/.+",
  "/_matrix/client/(r0|v3)/keys/(query|changes|claim|upload)(/.*)?",
  "/_matrix/client/(r0|v3|unstable)/room_keys/.+",
  "/_matrix/client/(r0|v3)/user_directory/search",
].map(pattern);

/** Whose a token is that a client showed to somebody else; the authorization of calls asks. */
const openIdQuestion: RequestPath = { kind: "exact", path: "/_matrix/federation/v1/openid/userinfo" };

/** Everything else that clients ask, and servers of others where they may; administration is not among it. */
export const mainRequests = ({
  federation,
  calls,
}: Pick<ChatRules, "federation" | "calls">): readonly RequestPath[] => [
  below("/_matrix/client"),
  below("/_matrix/media"),
  below("/_synapse/client"),
  { kind: "exact", path: "/.well-known/matrix/client" },
  ...(federation.kind === "closed"
    ? calls.kind === "none"
      ? []
      : [openIdQuestion]
    : [below("/_matrix/federation"), below("/_matrix/key")]),
];
