import type { RequestPath, Surroundings } from "../../language";

/** Port of Collabora's server. */
export const collaboraPort = 9980;

/** Parameter that names the document in every request about one. */
export const documentParameter = "WOPISrc";

/**
 * What a browser asks of Collabora (CollaboraOnline/online, wsd/RequestDetails.hpp of 26.04): its pages, and sessions on a document, whose
 * address may stand encoded in the path. The administrator's console and the converters, which take anybody's files, are left out.
 */
export const collaboraRequests: readonly RequestPath[] = [
  { kind: "prefix", path: "/browser" },
  ...["/cool/ws", "/cool/clipboard", "/cool/media", "/hosting/discovery", "/hosting/capabilities"].map(
    (path) => ({ kind: "exact", path }) as const,
  ),
  { kind: "pattern", expression: "/cool/[^/]+/(ws|insertfile|download)(/.*)?" },
];

/** Where documents come from: inside the cluster, past the gateway; one place for each tenant. */
const sources = (at: Surroundings): readonly string[] => {
  const tenants = at.tenants();
  const hosts =
    tenants.length === 0 ? [at.workload("files", "web")] : tenants.map((each) => each.workload("files", "web"));
  return hosts.map((host) => `http://${host}:8080`);
};

/** Whose pages may show the editor. */
const frames = (at: Surroundings): readonly string[] => {
  const tenants = at.tenants();
  const hosts = tenants.length === 0 ? [at.hostname("files")] : tenants.map((each) => each.hostname("files"));
  return hosts.map((host) => `https://${host}`);
};

/** Seconds after which a changed document is stored; what a pod that dies takes with it. */
const autosave = 60;

/**
 * Collabora's whole configuration: what is not said here has the server's own defaults. Without the rights that jails need, each document is
 * edited by a process of its own in the pod, and by no jail around it.
 */
export const collaboraConfig = (at: Surroundings): string => `<?xml version="1.0" encoding="UTF-8"?>
<config>
  <server_name>${at.hostname("office")}</server_name>
  <sys_template_path>/opt/cool/systemplate</sys_template_path>
  <child_root_path>/opt/cool/child-roots</child_root_path>
  <file_server_root_path>/usr/share/coolwsd</file_server_root_path>
  <mount_jail_tree>false</mount_jail_tree>
  <experimental_features>true</experimental_features>
  <cache_files>
    <path>/opt/cool/cache</path>
  </cache_files>
  <security>
    <capabilities>false</capabilities>
    <seccomp>true</seccomp>
    <enable_macros_execution>false</enable_macros_execution>
  </security>
  <ssl>
    <enable>false</enable>
    <termination>true</termination>
  </ssl>
  <admin_console>
    <enable>false</enable>
  </admin_console>
  <home_mode>
    <enable>false</enable>
  </home_mode>
  <allow_update_popup>false</allow_update_popup>
  <fetch_update_check>0</fetch_update_check>
  <per_document>
    <autosave_duration_secs>${String(autosave)}</autosave_duration_secs>
  </per_document>
  <logging>
    <level>warning</level>
    <color>false</color>
    <anonymize>
      <anonymize_user_data>true</anonymize_user_data>
    </anonymize>
  </logging>
  <net>
    <proto>IPv4</proto>
    <listen>any</listen>
    <frame_ancestors>${frames(at).join(" ")}</frame_ancestors>
  </net>
  <storage>
    <filesystem allow="false"/>
    <wopi allow="true">
      <alias_groups mode="groups">
${sources(at)
  .map(
    (source) => `        <group>
          <host allow="true">${source}</host>
        </group>`,
  )
  .join("\n")}
      </alias_groups>
    </wopi>
  </storage>
</config>
`;
