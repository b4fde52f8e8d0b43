import { plays } from "../plays";

plays("noveu-noord");
