import { deploys } from "../harness/deploys";

deploys("noveu-cloud");
