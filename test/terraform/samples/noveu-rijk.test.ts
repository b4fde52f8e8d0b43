import { deploys } from "../harness/deploys";

deploys("noveu-rijk");
