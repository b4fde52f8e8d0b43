import { claims } from "./claims";

claims(1);
