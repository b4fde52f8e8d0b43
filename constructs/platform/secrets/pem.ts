import { Fn } from "cdktf";

/** What stands in PEM between its two lines: Base64 without blanks, of something that may be known at apply alone. */
export const pemBody = (pem: string): string => Fn.replace(pem, "/-----[A-Z ]+-----|[[:space:]]/", "");
