import { plays } from "../plays";

plays("noveu-cloud");
