/** The clouds whose regions, machines and prices this catalogue knows. */
export type Cloud = "ovh" | "azure" | "aws";

export const clouds: readonly Cloud[] = ["ovh", "azure", "aws"];
