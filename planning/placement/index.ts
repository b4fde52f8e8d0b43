export * from "./bucket";
export * from "./cache-address";
export * from "./host-name";
export * from "./service-address";
export * from "./network-layout";
export * from "./surroundings";
export * from "./storage-account";
