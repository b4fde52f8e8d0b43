/** What somebody could do and should not, or could not and should. */
export type Finding = string;
