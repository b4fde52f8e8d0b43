import { isList, type Json } from "../audit/facts/json";

/** A block that occurs once may be written as a list of one. */
export const single = (json: Json | undefined): Json | undefined => (isList(json) ? json[0] : json);
