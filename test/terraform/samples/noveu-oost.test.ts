import { deploys } from "../harness/deploys";

deploys("noveu-oost");
