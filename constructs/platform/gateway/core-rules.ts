/** What calendars, contacts and files are made with besides the methods of the web (RFC 4918, 4791, 3744, 3253, 5323). */
const methods =
  "GET HEAD POST OPTIONS PUT PATCH DELETE PROPFIND PROPPATCH REPORT MKCOL MKCALENDAR COPY MOVE LOCK UNLOCK SEARCH ACL";

/** Where an image of Coraza keeps the core rules. */
export interface CoreRulePaths {
  readonly setup: string;
  readonly rules: string;
}

/** The core rules, in the order in which Coraza reads them. */
export const coreRules = ({ setup, rules }: CoreRulePaths): readonly string[] => [
  // The beginning of a body shows an attack; a file of gigabytes must neither be held in memory nor refused for its size.
  "SecRequestBodyLimit 131072",
  "SecRequestBodyInMemoryLimit 131072",
  "SecRequestBodyLimitAction ProcessPartial",
  "SecResponseBodyAccess Off",
  `Include ${setup}`,
  `SecAction "id:900200,phase:1,pass,t:none,nolog,setvar:'tx.allowed_methods=${methods}'"`,
  `Include ${rules}`,
  // A file that is put somewhere has whatever type it has.
  "SecRuleRemoveById 920420",
];
