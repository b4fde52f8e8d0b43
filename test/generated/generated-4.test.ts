import { claims } from "./claims";

claims(4);
