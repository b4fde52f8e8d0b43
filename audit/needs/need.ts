/** How it can be seen whether something is there. */
export type NeedCheck =
  /** One of these sets of environment variables, whole; `otherwise` says where else it may come from. */
  | {
      readonly kind: "variables";
      readonly anyOf: readonly (readonly string[])[];
      readonly otherwise?: string;
      /** How the value of a variable must end, where it names a file of ours. */
      readonly endingIn?: string;
    }
  /** One of these programs on the path; `atLeast` is the version that its `version` prints. */
  | { readonly kind: "program"; readonly anyOf: readonly string[]; readonly atLeast?: string }
  /** A public zone that is delegated to name servers of one of these domains; none named means to any. */
  | { readonly kind: "name-servers"; readonly zone: string; readonly ofDomains: readonly RegExp[] }
  /** A host that answers; 404 means that what is asked for is missing, where `mustExist` says so. */
  | { readonly kind: "answer"; readonly url: string; readonly mustExist: boolean }
  /** What the cloud's own command line says when it is asked, which changes nothing: the wanted word, or a number that suffices. */
  | {
      readonly kind: "told";
      readonly by: string;
      readonly words: readonly string[];
      readonly wanted: { readonly word: string } | { readonly atLeast: number };
      /** Where another word is no fault: who puts it right. */
      readonly otherwise?: string;
    }
  /** Nobody but a person can tell. */
  | { readonly kind: "person"; readonly why: string };

/** Parts of the list, in the order in which a person goes through them. */
export const needGroups = [
  "programs",
  "registry",
  "state",
  "account",
  "quota",
  "variables",
  "names",
  "mail",
  "later",
] as const;

export type NeedGroup = (typeof needGroups)[number];

/** Something that a person must supply before an environment can be applied. */
export interface Need {
  /** Stable name, such as `variables/TF_VAR_registry_pull_secret`. */
  readonly id: string;
  readonly group: NeedGroup;
  readonly what: string;
  /** Where it is read from: variables, a program, a console. */
  readonly readFrom: string;
  /** How it is had, and with what least rights. */
  readonly way: string;
  /** Stacks that need it. */
  readonly stacks: readonly string[];
  readonly check: NeedCheck;
}
