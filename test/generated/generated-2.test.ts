import { claims } from "./claims";

claims(2);
