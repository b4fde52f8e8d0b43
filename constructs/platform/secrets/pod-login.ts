/** Where the login of pods is mounted; External Secrets' stores name it. */
export const podLogin = "kubernetes";
