import { oncePerText } from "../../once-per-text";

/** Ends of names under which people keep credentials, letters only. */
const ends =
  /(?:password|passwd|passphrase|passwordsalt|secret|secretid|secretkeybase|token|jwt|credentials?|connectionstring|(?:api|access|secret|private|encryption|signing|auth|account|unseal|master|root)key)$/;

/** Short words that mean a credential only when they stand alone at the end of a name. */
const lastWords = ["pass", "pwd", "salt"];

/** True for names such as `POSTGRES_PASSWORD`, `clientSecret`, `db.api-key`; not for `PASSWORD_FILE` or `tokenType`. */
export const isCredentialName = oncePerText((name) => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  return ends.test(words.join("")) || lastWords.some((word) => word === words.at(-1));
});

/** True for names that may hold the name of a Secret instead of what is in it. */
export const mayNameSecret = (name: string): boolean => /secrets?$/i.test(name) || /credentials?$/i.test(name);
