import { claims } from "./claims";

claims(3);
