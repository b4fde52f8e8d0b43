import type { Finding } from "../../check";
import type { TerraformFact } from "../../facts";
import { dotted, texts, type JsonPath } from "../../facts/json";

/** Folders that people and runners work in: a path below them means one machine. */
const machineRoots =
  /(?:^|["'\s=(])(?:\/(?:home|Users|root|tmp|var\/(?:folders|tmp|lib)|private|workspace|builds|runner|mnt|opt|srv)\/|~\/|[A-Za-z]:\\)/;

/** Arguments that name a file or folder for Terraform itself. */
const fileArguments = new Set(["chart", "config_path", "config_paths", "path", "filename", "source", "module"]);

const fileFunctions =
  /\b(?:file|fileexists|filebase64|filebase64sha256|filesha256|templatefile|fileset|abspath|pathexpand)\(\s*\\?"(?:\/|~|[A-Za-z]:)/;
const currentFolder = /\bpath\.cwd\b|\babspath\(/;

/** Contents of a container or a cluster, whose paths are none of this machine. */
const ofOthers = (type: string, [first]: JsonPath): boolean =>
  type.startsWith("kubernetes_") ||
  (type === "helm_release" && (first === "values" || first === "set" || first === "set_sensitive"));

/** Paths of the machine that synthesized: on another one they lead nowhere, or to something else. */
export const machinePaths = ({ type, attributes }: TerraformFact): readonly Finding[] =>
  texts(attributes)
    .filter(([path, text]) => isMachinePath(type, path, text))
    .map(([path, text]) => ({
      where: dotted(path),
      value: text,
      why: "is a path of one machine",
      wayOut: "refer to a file in the stack's own folder, or to a value",
    }));

function isMachinePath(type: string, path: JsonPath, text: string): boolean {
  if (fileFunctions.test(text) || currentFolder.test(text)) return true;
  if (ofOthers(type, path)) return false;
  const key = path.filter((step) => typeof step === "string").at(-1) ?? "";
  return machineRoots.test(text) || (fileArguments.has(key) && isFileOf(type) && /^(?:\/|~|[A-Za-z]:\\)/.test(text));
}

/** Services of a cloud have arguments called `path` that are addresses. */
const isFileOf = (type: string): boolean =>
  ["helm", "kubernetes", "helm_release", "local_file", "local_sensitive_file", "module"].includes(type);
