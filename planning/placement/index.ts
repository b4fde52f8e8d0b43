export * from "./bucket";
export * from "./host-name";
export * from "./service-address";
